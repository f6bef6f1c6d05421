"""Tasks whose classes are given: they fix and order the classes, and the seed draws the images."""

from dataclasses import replace

import pytest
import torch

from fewshot_core.data.sampling import sample_episode, sample_episodes
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import (
    NotEnoughHands,
    NotEnoughInGroup,
    RepeatedClass,
    TooFewImages,
    Unknown,
    UnknownClass,
    WrongNumberOfClasses,
)
from tests.core.data.test_sampling import make_alphabets

SPEC = EpisodeSpec(way=3, shot=2, query=4)
CHOSEN = ("c20", "c3", "c13")  # of the test, train and validation split


def test_the_classes_are_these_in_this_order(tiny):
    for seed in range(5):
        task = sample_episode(tiny, "test", SPEC, seed, CHOSEN)
        assert task.class_ids == (20, 3, 13)
        of_class = tiny.class_of[torch.tensor(task.query_items)]
        assert of_class.tolist() == [task.class_ids[label] for label in task.query_y.tolist()]
        assert not set(task.support_items) & set(task.query_items)


def test_the_seed_draws_the_images_and_nothing_else(tiny):
    first, again = (sample_episode(tiny, "test", SPEC, 7, CHOSEN) for _ in range(2))
    other = sample_episode(tiny, "test", SPEC, 8, list(CHOSEN))
    assert first.support_items == again.support_items and torch.equal(first.query_x, again.query_x)
    assert first.support_items != other.support_items and first.class_ids == other.class_ids
    assert sample_episode(tiny, "train", SPEC, 7, CHOSEN).support_items == first.support_items


def test_all_images_of_a_class_are_drawn(tiny):
    tasks = sample_episodes(tiny, "test", SPEC, 100, torch.Generator().manual_seed(0), CHOSEN)
    drawn = {item for task in tasks for item in (*task.support_items, *task.query_items)}
    assert drawn == {item for i in (20, 3, 13) for item in tiny.classes[i].items}


def test_what_cannot_be_is_a_typed_error_with_its_numbers(tiny):
    with pytest.raises(UnknownClass, match="near it is") as unknown:
        sample_episode(tiny, "test", SPEC, 0, ("c20", "c3", "c133"))
    assert unknown.value.name == "c133" and unknown.value.data == "tiny"
    with pytest.raises(RepeatedClass) as repeated:
        sample_episode(tiny, "test", SPEC, 0, ("c20", "c3", "c20"))
    assert repeated.value.name == "c20"
    for few in (CHOSEN[:2], (*CHOSEN, "c1")):
        with pytest.raises(WrongNumberOfClasses) as wrong:
            sample_episode(tiny, "test", SPEC, 0, few)
        assert (wrong.value.way, wrong.value.given) == (3, len(few))
    with pytest.raises(TooFewImages) as small:
        sample_episode(tiny, "test", EpisodeSpec(3, 3, 10), 0, CHOSEN)
    assert (small.value.name, small.value.needed, small.value.available) == ("c20", 13, 12)
    with pytest.raises(Unknown, match="split"):
        sample_episode(tiny, "tests", SPEC, 0, CHOSEN)


def test_one_group_and_other_hands_hold_for_given_classes_too():
    data = make_alphabets()  # characters 0…3 of one alphabet, 4…9 of another
    within = EpisodeSpec(2, 1, 1, within_group=True)
    assert sample_episode(data, "test", within, 0, ("c5", "c4")).class_ids == (5, 4)
    with pytest.raises(NotEnoughInGroup):
        sample_episode(data, "test", within, 0, ("c0", "c4"))
    hands = EpisodeSpec(2, 1, 2, other_hand=True)
    task = sample_episode(data, "test", hands, 0, ("c9", "c4"))
    support, query = (
        [drawer(data, item) for item in items] for items in (task.support_items, task.query_items)
    )
    assert task.class_ids == (9, 4)
    assert len(set(support)) == 1 and query[:2] == query[2:] and not set(support) & set(query)
    strangers = replace(data.classes[4], origins=tuple(f"other {i}" for i in range(8)))
    data = replace(data, classes=(*data.classes[:4], strangers, *data.classes[5:]))
    with pytest.raises(NotEnoughHands) as apart:
        sample_episode(data, "test", hands, 0, ("c9", "c4"))
    assert (apart.value.needed, apart.value.available) == (3, 0)


def drawer(data, item):
    of_class = data.classes[int(data.class_of[item])]
    return of_class.origins[item - of_class.first]
