"""A learner that the app never heard of: a method that somebody just added, and its checkpoint."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fewshot_app.shared import rules
from fewshot_core import methods
from fewshot_core.methods.protonet import ProtoNet
from fewshot_core.training import checkpoints

ID = "newcomer"


class Newcomer(ProtoNet):
    """Answers as its base does, under a name of its own."""

    id = ID


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Its id. Its checkpoint stands in a folder of checkpoints that is gone after the test."""
    old = rules.ASSETS
    folder = tmp_path / "checkpoints" / "everyday"
    shutil.copytree(old / "checkpoints" / "everyday" / "protonet", folder / ID)
    manifest = json.loads((folder / ID / "manifest.json").read_text())
    (folder / ID / "manifest.json").write_text(json.dumps(manifest | {"method": ID}))
    (folder / "maml").symlink_to(old / "checkpoints" / "everyday" / "maml")
    known = methods._classes()
    monkeypatch.setattr(methods, "_classes", lambda: {**known, ID: Newcomer})
    monkeypatch.setattr(checkpoints, "ASSETS", tmp_path)
    monkeypatch.setattr(rules, "ASSETS", tmp_path)
    return ID
