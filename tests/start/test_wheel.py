"""The wheel is the whole thing: without the clone, the app, its data and its checkpoints are there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.start.serving import page, started

ROOT = Path(__file__).parents[2]
MOST_BYTES = 30_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built as ``pip wheel .`` does, from a copy of the clone: building leaves files beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = tmp_path_factory.mktemp("clone")
    for name in ("app", "fewshot_core", "assets"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "cache"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(folder), str(copy)]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode and "setuptools" in built.stderr and "No matching distribution" in built.stderr:
        pytest.skip("no network to fetch setuptools, which builds the wheel")
    assert built.returncode == 0, built.stderr
    return next(folder.glob("fewshot_classroom-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory) -> Path:
    """The ``bin`` of a new virtual environment with the wheel in it; what it depends on is this one's."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    bin = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([bin / "python", "-m", "pip", "install", "-q", "--no-deps", wheel], check=True)
    site = Path(subprocess.check_output([bin / "python", "-c", SITE], text=True).strip())
    # A path alone: the .pth files in it, which lead to the clone, are not read.
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return bin


SITE = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
ASK = """
import fewshot_app, fewshot_core
from fewshot_core import EpisodeSpec, evaluate, load, load_data
from fewshot_core.paths import ASSETS
method = load("everyday/maml")
result = evaluate(method, load_data("everyday"), "test", EpisodeSpec(5, 1, 5), episodes=2, seed=0)
print(fewshot_app.__file__, fewshot_core.__file__, ASSETS, result.episodes, sep="\\n")
"""
TABLES = """
from fewshot_app.classroom.rooms.schema import SCHEMA as ROOMS
from fewshot_app.lti.schema import SCHEMA as LAUNCHES
from fewshot_app.shared.schema.database import connect
engine = connect("sqlite:///tables.sqlite")
for schema in (ROOMS, LAUNCHES):
    schema.upgrade(engine)
    print(schema.version_of(engine), *schema.steps)
"""


def test_the_wheel_is_small_enough(wheel) -> None:
    assert wheel.stat().st_size <= MOST_BYTES


def test_it_brings_two_names_and_no_other(wheel) -> None:
    import zipfile

    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"fewshot_app", "fewshot_core"}


def test_far_from_the_clone_it_evaluates(environment, tmp_path) -> None:
    told = subprocess.check_output([environment / "python", "-c", ASK], cwd=tmp_path, text=True).split()
    assert all(path.startswith(str(environment.parent)) for path in told[:3]), told
    assert told[3] == "2"
    command = [environment / "fewshot", "evaluate", "--checkpoint", "everyday/maml", "--episodes", "2"]
    assert "%" in subprocess.check_output(command, cwd=tmp_path, text=True)


def test_far_from_the_clone_it_makes_its_tables_by_its_own_steps(environment, tmp_path) -> None:
    told = subprocess.check_output([environment / "python", "-c", TABLES], cwd=tmp_path, text=True).split()
    versions, steps = told[::2], told[1::2]
    assert len(steps) == 2 and all(path.startswith(str(environment.parent)) for path in steps)
    assert versions == [newest(ROOT / "app" / place) for place in ("classroom/rooms", "lti")]


def newest(place: Path) -> str:
    """The number of the last step in the clone."""
    return max(path.name[1:5] for path in (place / "migrations").glob("r*.py"))


def test_far_from_the_clone_it_serves_the_app(environment, tmp_path) -> None:
    with started([str(environment / "fewshot"), "app", "--no-browser"], tmp_path) as app:
        address = app.address()
        assert "fewshot" in page(address)
        module = f"{address}/{address_of_a_module(environment)}"
        assert "export default" in page(module)


def address_of_a_module(environment: Path) -> str:
    code = "from fewshot_app.shared.web import version; print(f'web/{version()}/shared/header/header.js')"
    return subprocess.check_output([environment / "python", "-c", code], text=True).strip()
