"""A training recorded for the loop page, on the embedded checkpoints themselves."""

import pytest

from app.recording import record_loop
from fewshot_core import checkpoints, load_data
from fewshot_core.types import EpisodeSpec


@pytest.mark.parametrize("kind", ["maml", "fomaml", "reptile", "conventional"])
def test_a_training_is_recorded_in_the_form_that_the_visitor_chose(kind):
    if f"everyday/{kind}" not in checkpoints.checkpoint_names():
        pytest.skip("no checkpoints are embedded")
    trace = record_loop(load_data("everyday"), kind, EpisodeSpec(3, 2, 2), 7)
    assert kind == "conventional" or (trace.info["way"], trace.info["shot"]) == (3, 2)
    assert len(trace.early) == 2 and trace.curve
