"""Tasks looked at more than once: the same task, its jittered copies, its eight orientations."""

import pytest
import torch

from fewshot_core.data.augment import turned
from fewshot_core.measuring.evaluation import answer_tasks, evaluate
from fewshot_core.measuring.views import Views
from fewshot_core.methods.episodic import EpisodicConfig
from fewshot_core.methods.protonet import ProtoNet
from fewshot_core.methods.scratch import Scratch, ScratchConfig
from fewshot_core.tensors.episode import Adapted, EpisodeSpec
from fewshot_core.tensors.errors import OutOfRange

SPEC = EpisodeSpec(5, 1, 4)


class Told(ProtoNet):
    """Remembers what it was shown, and answers by how much ink the upper half of an image has."""

    def __init__(self):
        super().__init__(EpisodicConfig(width=8))
        self.supports, self.labels, self.queries = [], None, []

    def adapt(self, support_x, support_y, record=False):
        self.supports.append(support_x)
        self.labels = support_y

        def features(x, state):
            self.queries.append(x)
            return answered(x)

        return Adapted(1, features, lambda scores, state: scores)


def answered(x):
    return x[:, :, :14].mean((1, 2, 3)).unsqueeze(1) * torch.arange(5.0)


def test_copies_are_learnt_from_and_their_answers_averaged(tiny):
    told = Told()
    (task,) = answer_tasks(told, tiny, "test", SPEC, 1, seed=3, views=Views(copies=2))
    (plain,) = answer_tasks(Told(), tiny, "test", SPEC, 1, seed=3)
    assert task.class_ids == plain.class_ids  # the same task
    (support,) = told.supports
    assert support.shape[0] == 3 * 5 and told.labels.tolist() == [0, 1, 2, 3, 4] * 3
    first, second, third = support.split(5)
    assert not torch.equal(first, second) and not torch.equal(second, third)
    answers = [answered(x) for x in told.queries]
    assert len(answers) == 3 and torch.equal(answers[0], plain.scores[0])
    by_hand = sum(answer.log_softmax(-1) for answer in answers) / 3
    assert torch.allclose(task.scores, by_hand.unsqueeze(0))


def test_every_orientation_is_learnt_and_answered_for_itself(tiny):
    told, plain = Told(), Told()
    (task,) = answer_tasks(told, tiny, "test", SPEC, 1, seed=3, views=Views(turned=True))
    list(answer_tasks(plain, tiny, "test", SPEC, 1, seed=3))
    assert len(told.supports) == len(told.queries) == 8
    for turn, (support, query) in enumerate(zip(told.supports, told.queries, strict=True)):
        assert torch.equal(support, turned(plain.supports[0], turn))
        assert torch.equal(query, turned(plain.queries[0], turn))
    assert len(torch.stack(told.supports).flatten(1).unique(dim=0)) == 8  # no orientation twice
    by_hand = sum(answered(x).log_softmax(-1) for x in told.queries) / 8
    assert torch.allclose(task.scores, by_hand.unsqueeze(0))


def test_both_together_copy_every_orientation(tiny):
    told = Told()
    (task,) = answer_tasks(told, tiny, "test", SPEC, 1, seed=3, views=Views(copies=1, turned=True))
    assert [len(support) for support in told.supports] == [2 * 5] * 8 and len(told.queries) == 16
    assert task.scores.shape == (1, 5 * SPEC.query, 5)


def test_every_step_is_averaged(tiny):
    method = Scratch(ScratchConfig(width=8, adapt_steps=3))
    result = evaluate(method, tiny, "test", SPEC, 2, 0, views=Views(turned=True))
    assert result.values.shape == (2, 4)
    last = evaluate(method, tiny, "test", SPEC, 2, 0, each_state=False, views=Views(turned=True))
    assert torch.equal(last.values, result.values[:, -1:])


def test_an_evaluation_says_how_it_looked_and_fewer_copies_than_none_are_refused(tiny):
    method = Scratch(ScratchConfig(width=8))
    plain, some = (evaluate(method, tiny, "test", SPEC, 3, 0, views=Views(copies)) for copies in (0, 1))
    assert (plain.views, some.views) == (Views(), Views(1)) and plain.values.shape == some.values.shape
    with pytest.raises(OutOfRange):
        Views(copies=-1)
