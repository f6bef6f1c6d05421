"""A FOMAML that is trained to its end by the page's plan: it joins the others, and is taken home."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from fewshot_app.lab.train import TrainChoices, runs, trainer
from fewshot_app.lab.train.shelf import file_name
from fewshot_app.lab.train.trainer import Trainer
from fewshot_app.shared import learners, own
from fewshot_app.shared import runs as shared_runs
from fewshot_core import EpisodeSpec, load, load_data, sample_episode
from fewshot_core.studies.watched import Watched, looks_of, measured, training
from fewshot_core.training import checkpoints
from fewshot_core.training.precision import BFLOAT16, Choice
from tests.app.opened import opened

SAYS_NOTHING = "import sys; sys.stdin.read()"


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[own.Item]:
    """A visitor's FOMAML after half a second of training steps, and measured on a few tasks.

    What its process does is done here, since that one would stand back behind whatever else is tested.
    """
    monkeypatch.setenv("FEWSHOT_STORE", str(tmp_path / "store"))
    own.store.cache_clear()
    monkeypatch.setattr(own, "visitor", lambda: "a" * 32)
    monkeypatch.setattr(trainer, "COMMAND", (sys.executable, "-c", SAYS_NOTHING))
    monkeypatch.setattr(training, "LOOK_TASKS", 3)
    monkeypatch.setattr(training, "MEASURED_TASKS", 8)
    monkeypatch.setattr(training, "choose_precision", lambda *_: Choice(BFLOAT16, None))
    mine = Trainer("cpu", most=1)
    monkeypatch.setattr(runs, "trainer", lambda: mine)
    item = runs.begin(TrainChoices(method="fomaml", way=5, shot=1, seconds="0.5"), "My FOMAML")
    watched = Watched(item.folder, torch.device("cpu"))
    list(watched.steps())
    watched.keep()
    list(measured(item.folder, torch.device("cpu")))
    yield item
    mine.end(item.id)
    own.store.cache_clear()


def test_a_fomaml_joins_the_other_pages_and_is_taken_home(trained: own.Item, tmp_path: Path) -> None:
    assert runs.state(trained).phase == "done"
    looks = looks_of(trained.folder)
    assert looks[0].step == 0 < looks[-1].step
    assert not opened("train", lang="en").error
    page = opened("compare", guess="skip", lang="en", who=f"{trained.id},fomaml", seen=1)
    assert not page.warning and not page.error and trained.id in learners.OWN
    assert shared_runs.family(trained.id) == "steps"
    for name in ("map", "inside"):
        assert not opened(name, lang="en", learner=trained.id).error
    assert not opened("curves", lang="en", lines=f"{trained.id},fomaml", seen=1).error

    packed = runs.checkpoint_zip(trained, file_name(trained))
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    home = tmp_path / file_name(trained)
    manifest = checkpoints.read_manifest(home)
    assert (manifest.data, manifest.find(5, 1)["episodes"], manifest.find(5, 5)["episodes"]) == (
        "everyday",
        8,
        8,
    )
    task = sample_episode(load_data("everyday"), "test", EpisodeSpec(5, 1, 5), seed=0)
    adapted = load(home).adapt(task.support_x, task.support_y)
    assert adapted.predict(task.query_x).shape == (25, 5) and adapted.states > 1
    assert runs.bring(packed, "Back", "everyday").facts["method"] == "fomaml"
