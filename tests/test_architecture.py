"""Imports run one way, and nothing that belongs to the app is known to the engine."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "fewshot_core"

LAYERS = {  # module (or package) of the engine -> its layer; imports may only go to a lower or equal one
    "paths": 0,
    "trace": 0,
    "types": 1,
    "functional": 1,
    "batch_norm": 1,
    "memory": 0,
    "calibration": 0,
    "confusion": 0,
    "backbones": 2,
    "datasets": 2,
    "augment": 2,
    "distributed": 2,
    "sampling": 3,
    "sheet": 3,
    "methods": 4,
    "views": 5,
    "evaluation": 5,
    "checkpoints": 5,
    "saved_run": 6,
    "training": 6,
    "plane": 5,
    "measure": 6,
    "curves": 6,
    "overfitting": 6,
    "sinusoid": 6,
    "bench": 6,
    "contests": 7,
    "cli": 8,
    "commands": 8,
    "__init__": 8,
}


def imported(path: Path) -> set[str]:
    """Full names of the modules a file imports anywhere, functions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def layer(module: str) -> int | None:
    """The layer of ``fewshot_core.NAME…``; None for what is not the engine's."""
    parts = module.split(".")
    if parts[0] != "fewshot_core":
        return None
    return LAYERS.get(parts[1] if len(parts) > 1 else "__init__", LAYERS["__init__"])


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda p: str(p.relative_to(CORE)))
def test_the_engine_imports_only_downwards(path):
    own = path.relative_to(CORE).parts[0].removesuffix(".py")
    assert own in LAYERS, f"give {own} a layer"
    for module in imported(path):
        reached = layer(module)
        assert reached is None or reached <= LAYERS[own], f"{path.name} imports {module}"


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda p: str(p.relative_to(CORE)))
def test_the_engine_knows_no_front_end(path):
    top = {module.split(".")[0] for module in imported(path)}
    starts_the_app = path.relative_to(CORE).as_posix() == "commands/app.py"
    allowed = {"app"} if starts_the_app else set()
    assert not (top & {"app", "streamlit", "plotly", "matplotlib"}) - allowed


def is_bridge(path: Path) -> bool:
    """``runs.py`` and the ``…_runs.py`` beside it."""
    return path.parent == ROOT / "app" and path.stem.rpartition("_")[2] == "runs"


def test_only_the_bridge_reaches_methods_and_training():
    """Pages and components may know data and types; what computes is reached through the bridge."""
    computing = ("fewshot_core.methods", "fewshot_core.training", "fewshot_core.evaluation")
    for path in (ROOT / "app").rglob("*.py"):
        if not is_bridge(path) and path.name != "recording.py":
            reached = [m for m in imported(path) if m.startswith(computing)]
            assert not reached, f"{path} imports {reached}"


def test_pages_know_no_cache():
    for path in (ROOT / "app").rglob("*.py"):
        if not is_bridge(path):
            text = path.read_text(encoding="utf-8")
            assert "cache_data" not in text and "cache_resource" not in text, path
