"""The environment variables that the app, its server and its container file know."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import uvicorn.config

from tests.deploy.containerfile import read

ROOT = Path(__file__).resolve().parents[2]
OWN = re.compile(r"FEWSHOT_[A-Z_]+")
ASKED = re.compile(r"""environ(?:\.get\(|\[)["'](\w+)["']""")


def of_the_app() -> set[str]:
    """Those that the program names."""
    return {
        node.value
        for folder in ("app", "fewshot_core")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and OWN.fullmatch(node.value)
    }


def of_the_container() -> set[str]:
    """Those that the container file sets and its command uses."""
    instructions = read(ROOT / "deploy" / "Containerfile")
    command = next(each.rest for each in reversed(instructions) if each.name == "CMD")
    named = {name for each in instructions if each.name == "ENV" for name in each.pairs}
    return {name for name in named if f"${name}" in command}


def of_the_server() -> set[str]:
    """Those that uvicorn asks for."""
    return set(ASKED.findall(inspect.getsource(uvicorn.config)))


def known() -> set[str]:
    """All that a replica may be given."""
    return of_the_app() | of_the_container() | of_the_server()
