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
    starts_the_app = path.relative_to(CORE).as_posix() in ("commands/app.py", "cli/app.py")
    allowed = {"fewshot_app"} if starts_the_app else set()
    assert not (top & {"app", "fewshot_app", "streamlit", "plotly", "matplotlib"}) - allowed


APP = ROOT / "app"
BRIDGES = {"runs.py", "answers.py", "recording.py"}
"""Where the app reaches what computes and what keeps caches: in ``shared``, and in a room of its own."""


def reached(path: Path) -> set[str]:
    """Full names of what a file of the app imports; its relative imports as ``app.…``."""
    names: set[str] = set()
    here = path.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join(here[: len(here) - node.level + 1] + ((node.module,) if node.module else ()))
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names | {name.replace("fewshot_app.", "app.", 1) for name in imported(path)}


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=lambda p: str(p.relative_to(APP)))
def test_rooms_import_the_shared_ones_and_never_one_another(path):
    room = path.relative_to(APP).parts[:-1]
    for module in reached(path):
        place = tuple(module.split(".")[1:])
        if not module.startswith("app.") or room[:1] == ():
            continue
        assert place[0] == "shared" or place[: len(room)] == room, f"{path} imports {module}"


def test_only_a_bridge_reaches_methods_and_training():
    """Pages and components may know data and types; what computes is reached through the bridge."""
    computing = ("fewshot_core.methods", "fewshot_core.training", "fewshot_core.evaluation")
    for path in APP.rglob("*.py"):
        if path.name not in BRIDGES:
            found = [m for m in imported(path) if m.startswith(computing)]
            assert not found, f"{path} imports {found}"


def test_only_a_bridge_keeps_a_cache():
    for path in APP.rglob("*.py"):
        if path.name not in BRIDGES:
            text = path.read_text(encoding="utf-8")
            assert "cache_data" not in text and "cache_resource" not in text, path
