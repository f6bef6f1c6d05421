"""Imports run one way, and nothing that belongs to the app is known to the engine."""

import ast
from collections import defaultdict
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


REACHING_THE_APP = tuple(
    f"cli/{name}.py" for name in ("app", "backup", "course", "doctor", "lti", "server_checks")
)
"""Commands that are about the app."""


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda p: str(p.relative_to(CORE)))
def test_the_engine_knows_no_front_end(path):
    top = {module.split(".")[0] for module in imported(path)}
    reaches_the_app = path.relative_to(CORE).as_posix() in REACHING_THE_APP
    allowed = {"fewshot_app"} if reaches_the_app else set()
    assert not (top & {"app", "fewshot_app", "streamlit", "plotly", "matplotlib"}) - allowed


APP = ROOT / "app"
BRIDGES = {"runs.py", "answers.py", "recording.py"}
"""Where the app reaches what computes and what keeps caches, beside ``shared/runs/``: a room's own files."""


IN_COMMON = defaultdict(
    tuple,
    lab=(("lab", "uploads"), ("lab", "archive")),
    classroom=(("classroom", "rooms"),),
    lti=(("course", "chapters"), ("course", "quiz")),
    operations=(("classroom", "rooms"), ("lti", "config"), ("lti", "ledger"), ("lti", "schema")),
    privacy=(("classroom", "rooms"), ("lti", "config"), ("lti", "ledger")),
)
"""By a place: modules of a place that are no rooms, and that it may import."""


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
    """What the rooms of a place have in common are modules of the place itself, which are no rooms."""
    room = path.relative_to(APP).parts[:-1][:2]  # its place and its name, whatever folder within it
    for module in reached(path):
        place = tuple(module.split(".")[1:])
        if not module.startswith("app.") or room[:1] == ():
            continue
        allowed = place[0] == "shared" or any(place[: len(each)] == each for each in IN_COMMON[room[0]])
        assert allowed or place[: len(room)] == room, f"{path} imports {module}"


def is_bridge(path: Path) -> bool:
    return path.name in BRIDGES or path.parent == APP / "shared" / "runs"


def test_only_a_bridge_reaches_methods_and_training():
    """Pages and components may know data and types; what computes is reached through the bridge."""
    computing = ("fewshot_core.methods", "fewshot_core.training", "fewshot_core.measuring.evaluation")
    for path in APP.rglob("*.py"):
        if not is_bridge(path):
            found = [m for m in imported(path) if m.startswith(computing)]
            assert not found, f"{path} imports {found}"


def test_only_a_bridge_keeps_a_cache():
    for path in APP.rglob("*.py"):
        if not is_bridge(path):
            text = path.read_text(encoding="utf-8")
            assert "cache_data" not in text and "cache_resource" not in text, path
