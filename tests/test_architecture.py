"""Imports run one way, and nothing that belongs to the app is known to the engine."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "fewshot_core"

ROOMS = ("paths", "tensors", "data", "methods", "training", "measuring", "studies")
"""The engine's rooms: each imports itself and those before it. ``bench`` and ``cli`` stand on top of all."""
TOP = ("bench", "cli", "__init__")


def imported(path: Path) -> set[str]:
    """Full names of the modules a file imports anywhere, functions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(module: str) -> str:
    """The room of ``fewshot_core.ROOM…``; "" for what is not the engine's."""
    package, _, inside = module.partition(".")
    name = inside.partition(".")[0]
    return "" if package != "fewshot_core" else name if name in (*ROOMS, *TOP) else "__init__"


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda p: str(p.relative_to(CORE)))
def test_the_engine_imports_only_downwards(path):
    own = path.relative_to(CORE).parts[0].removesuffix(".py")
    assert own in (*ROOMS, *TOP), f"{own} is no room"
    below = {"", own, *ROOMS[: ROOMS.index(own)]} if own in ROOMS else {"", *ROOMS, *TOP}
    assert {room(module) for module in imported(path)} <= below


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda p: str(p.relative_to(CORE)))
def test_the_engine_knows_no_front_end(path):
    top = {module.split(".")[0] for module in imported(path)}
    starts_the_app = path.relative_to(CORE).as_posix() == "cli/app.py"
    allowed = {"app"} if starts_the_app else set()
    assert not (top & {"app", "streamlit", "plotly", "matplotlib"}) - allowed


def is_bridge(path: Path) -> bool:
    """``runs.py`` and the ``…_runs.py`` beside it."""
    return path.parent == ROOT / "app" and path.stem.rpartition("_")[2] == "runs"


def test_only_the_bridge_reaches_methods_and_training():
    """Pages and components may know data and types; what computes is reached through the bridge."""
    computing = ("fewshot_core.methods", "fewshot_core.training", "fewshot_core.measuring.evaluation")
    for path in (ROOT / "app").rglob("*.py"):
        if not is_bridge(path) and path.name != "recording.py":
            reached = [m for m in imported(path) if m.startswith(computing)]
            assert not reached, f"{path} imports {reached}"


def test_pages_know_no_cache():
    for path in (ROOT / "app").rglob("*.py"):
        if not is_bridge(path):
            text = path.read_text(encoding="utf-8")
            assert "cache_data" not in text and "cache_resource" not in text, path
