"""``fewshot doctor``: what is harmed or missing is named in one sentence, and the exit status says so."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from fewshot_core.cli import doctor, main
from fewshot_core.paths import ASSETS
from fewshot_core.tensors.errors import Damaged, Missing, Unusable


def test_an_installation_in_order_is_told_so(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("FEWSHOT_STORE", "")
    for name in ("FEWSHOT_DATABASE", "FEWSHOT_LTI"):
        monkeypatch.delenv(name, raising=False)
    assert main(["doctor", "--store", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10 and all(line.startswith("ok    ") and line.endswith(".") for line in lines)


def test_what_fails_is_told_in_its_place(tmp_path: Path, monkeypatch, capsys) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FEWSHOT_STORE", "")
    assert main(["doctor", "--store", str(tmp_path / "file"), "--port", "70000"]) == 1
    failed = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("ok ")]
    assert [line.split()[1] for line in failed] == ["store:", "database:", "port:"]
    assert str(tmp_path / "file") in failed[0] and "70000" in failed[2]


@pytest.mark.parametrize(
    ("asked", "error", "named"),
    [("nowhere-to-be-had>=1", Missing, "pip install"), ("torch>=99", Unusable, ">=99")],
)
def test_a_package_that_is_missing_or_too_old_is_named(
    monkeypatch, asked: str, error: type, named: str
) -> None:
    monkeypatch.setattr(doctor, "requires", lambda _: ["numpy", f"{asked}; extra == 'test'"])
    doctor.packages()
    monkeypatch.setattr(doctor, "requires", lambda _: ["numpy", asked])
    with pytest.raises(error, match=named):
        doctor.packages()


def test_a_trained_network_with_another_hash_is_named(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(doctor, "ASSETS", tmp_path)
    with pytest.raises(Missing):
        doctor.checkpoints()
    weights = tmp_path / "checkpoints" / "everyday" / "maml" / doctor.WEIGHTS
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"weights")
    told = {"sha256": hashlib.sha256(b"weights").hexdigest()}
    weights.with_name(doctor.MANIFEST).write_text(json.dumps(told))
    assert "1 trained" in doctor.checkpoints()
    weights.write_bytes(b"wrights")
    with pytest.raises(Damaged, match="maml"):
        doctor.checkpoints()


def test_a_strip_with_another_hash_is_named(tmp_path: Path, monkeypatch) -> None:
    from fewshot_core.data.datasets import packed

    shutil.copytree(ASSETS / "data" / "everyday", tmp_path / "data" / "everyday")
    for module in (doctor, packed):
        monkeypatch.setattr(module, "ASSETS", tmp_path)
    assert "everyday" in doctor.data()
    strip = next((tmp_path / "data" / "everyday" / "strips").glob("*.png"))
    strip.write_bytes(strip.read_bytes() + b"\0")
    with pytest.raises(Damaged, match=strip.name):
        doctor.data()
