"""An evaluation in parts is the evaluation in one go, and stopping it loses nothing."""

import pytest
import torch

from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.measuring.growing import Growing
from fewshot_core.methods.episodic import EpisodicConfig
from fewshot_core.methods.protonet import ProtoNet
from fewshot_core.methods.scratch import Scratch, ScratchConfig
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Mismatch

SPEC = EpisodeSpec(5, 1, 4)


@pytest.mark.parametrize("each_state", [True, False])
def test_parts_are_the_tasks_of_one_evaluation(tiny, each_state):
    method = Scratch(ScratchConfig(width=8))
    growing = Growing(SPEC, "test", 4, each_state)
    for part in (1, 3, 2):
        assert list(growing.more(method, tiny, part))[-1] == growing.tasks
    whole = evaluate(method, tiny, "test", SPEC, 6, seed=4, each_state=each_state)
    assert torch.equal(growing.evaluation.values, whole.values)
    assert (growing.evaluation.spec, growing.evaluation.seed) == (whole.spec, whole.seed)


def test_what_is_left_off_goes_on_with_the_next_task(tiny):
    method = ProtoNet(EpisodicConfig(width=8))
    growing, whole = Growing(SPEC, "test", 0), Growing(SPEC, "test", 0)
    assert growing.evaluation is None
    for done in growing.more(method, tiny, 5):
        if done == 2:
            break
    assert growing.tasks == 2
    list(growing.more(method, tiny, 2))
    list(whole.more(method, tiny, 4))
    assert torch.equal(growing.evaluation.values, whole.evaluation.values)


def test_images_of_another_kind_are_refused(tiny):
    with pytest.raises(Mismatch):
        next(Growing(SPEC, "test", 0).more(ProtoNet(EpisodicConfig(width=8, channels=3)), tiny, 1))
