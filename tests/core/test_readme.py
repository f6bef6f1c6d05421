"""The Python of the README and of the guide runs as it stands."""

import re
from pathlib import Path

import pytest
import torch

from fewshot_core.data.sampling import sample_episode
from fewshot_core.methods import MethodConfig
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.training import checkpoints

README = Path(__file__).parents[2] / "README.md"
GUIDE = README.with_name("CONTRIBUTING.md")
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
METHOD = re.search(
    r"<!-- file: fewshot_core/methods/nearest_image.py -->\n```python\n(.*?)```",
    GUIDE.read_text(encoding="utf-8"),
    re.S,
)


def test_ten_lines_load_adapt_predict_and_evaluate(capsys):
    if "everyday/maml" not in checkpoints.checkpoint_names():
        pytest.skip("no checkpoints are embedded")
    found: dict = {}
    exec(BLOCKS[0].replace("episodes=600", "episodes=3"), found)
    assert found["scores"].shape == (75, 5) and found["each"].shape == (11, 75, 5)
    assert "±" in capsys.readouterr().out


def test_a_method_in_one_file(tiny, source):
    """It trains, and in the end names its own support images without a mistake."""
    found: dict = {}
    assert METHOD is not None
    exec(METHOD[1], found)
    method = found["NearestImage"](MethodConfig(width=8, way=3, shot=2, query=2))
    losses = [method.train_step(source).loss for _ in range(20)]
    assert losses[-1] < losses[0]
    task = sample_episode(tiny, "test", EpisodeSpec(4, 3, 2), 0)
    adapted = method.adapt(task.support_x, task.support_y)
    assert torch.equal(adapted.predict(task.support_x).argmax(1), task.support_y)
    assert adapted.predict(task.query_x).shape == (8, 4)
