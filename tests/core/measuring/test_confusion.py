"""Who is taken for whom, and out of how many chances, by hand."""

import torch

from fewshot_core.measuring.confusion import Confusion, Mistake


def two_tasks() -> Confusion:
    """Classes 7 and 3 twice: once 7 is taken for 3 at one of two images, once everything is right. And 9."""
    confusion = Confusion()
    confusion.add((7, 3), torch.tensor([0, 0, 1, 1]), torch.tensor([0, 1, 1, 1]))
    confusion.add((3, 9, 7), torch.tensor([0, 1, 2]), torch.tensor([0, 0, 2]))
    return confusion


def test_mistakes_are_shares_of_their_chances():
    assert two_tasks().worst(5, least=1) == [
        Mistake(true=9, answered=3, times=1, chances=1),
        Mistake(true=7, answered=3, times=1, chances=3),
    ]
    assert two_tasks().worst(5, least=1)[1].share == 1 / 3


def test_what_hardly_ever_could_happen_is_not_named():
    assert two_tasks().worst(5, least=2) == [Mistake(7, 3, 1, 3)]
    assert two_tasks().worst(0, least=1) == [] and two_tasks().worst(5) == []


def test_the_accuracy_of_every_class():
    assert two_tasks().accuracies() == {3: (1.0, 3), 7: (2 / 3, 3), 9: (0.0, 1)}


def test_classes_that_never_met_are_not_there():
    assert (3, 9) in two_tasks().met and two_tasks().met[3, 9] == 1 and (9, 12) not in two_tasks().met
