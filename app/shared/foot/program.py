"""A page as a program that prints its numbers: cells of text and code, as a notebook or as a script."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from inspect import getsource
from typing import Any, Literal

from fewshot_core.measuring.rounding import half_up

from .. import runs
from ..own import is_id
from ..task import Task
from ..text import FALLBACK, Words

WIDTH = 100
"""Letters of a line of a script's comments."""
ROUNDING = f"from decimal import ROUND_HALF_UP, Decimal\n\n\n{getsource(half_up)}"
"""The function ``half_up`` as code: a program rounds as the pages do."""


@dataclass(frozen=True)
class Cell:
    """Text to be read, code to be run, or code whose last value only a notebook shows."""

    kind: Literal["say", "run", "show"]
    text: str


@dataclass(frozen=True)
class Program:
    """What a page can be taken home as; ``name`` is that of its files."""

    name: str
    cells: tuple[Cell, ...]


def literal(value: object) -> str:
    """A text, a number or a list of them, as Python writes it."""
    return json.dumps(value, ensure_ascii=False)


def script(program: Program) -> str:
    """The program as a Python file: its texts are comments."""
    parts = [_comment(c.text) if c.kind == "say" else c.text for c in program.cells if c.kind != "show"]
    return "\n\n".join(parts) + "\n"


def _comment(text: str) -> str:
    lines = [
        line for part in text.removeprefix("# ").splitlines() for line in textwrap.wrap(part, WIDTH) or [""]
    ]
    return "\n".join(f"# {line}".rstrip() for line in lines)


def notebook(program: Program) -> str:
    """The program as a notebook, nbformat 4.5."""
    cells: list[dict[str, Any]] = []
    for number, cell in enumerate(program.cells):
        made = {"id": f"cell-{number}", "metadata": {}, "source": cell.text.splitlines(keepends=True)}
        code: dict[str, Any] = {"cell_type": "code", "execution_count": None, "outputs": []}
        cells.append(made | ({"cell_type": "markdown"} if cell.kind == "say" else code))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def beginning(title: str, about: str, w: Words) -> tuple[Cell, ...]:
    """What the program is, and the package that it needs: installed where it is missing."""
    install = f"""\
import importlib.util
import subprocess
import sys
from pathlib import Path

if importlib.util.find_spec("fewshot_core") is None:
    place = Path(input({literal(w("common.take.where"))}).strip()).expanduser()
    subprocess.run([sys.executable, "-m", "pip", "install", str(place)], check=True)
    importlib.invalidate_caches()"""
    told = Cell("say", f"# {title}\n\n{about}\n\n{w('common.take.install')}")
    return told, Cell("run", install)


def task_cells(task: Task, w: Words) -> tuple[Cell, ...]:
    """The task by the same seed: afterwards there are ``data``, ``spec``, ``task`` and ``letters``."""
    classes = f", classes={literal(list(task.classes))}" if task.classes else ""
    told = w("common.take.own" if is_id(task.data) else "common.take.task")
    drawn = f"""\
from fewshot_core import EpisodeSpec, load_data, sample_episode

data = load_data({literal(runs.place(task.data))})
spec = EpisodeSpec(way={task.way}, shot={task.shot}, query={task.query})
task = sample_episode(data, {literal(task.split)}, spec, seed={task.seed}{classes})
letters = "ABCDEFGHIJKLMNOPQRST"
for letter, class_id in zip(letters, task.class_ids):
    print(letter, data.classes[class_id].{name_field(task.data, w)})
print(tuple(task.support_x.shape), tuple(task.query_x.shape))"""
    seen = """\
from PIL import Image

sheet = Image.new("RGB", (64 * (spec.shot + spec.query), 64 * spec.way), "white")
for items, each, left in ((task.support_items, spec.shot, 0), (task.query_items, spec.query, spec.shot)):
    for place, item in enumerate(items):
        sheet.paste(data.draw(item), (64 * (left + place % each), 64 * (place // each)))
sheet"""
    return Cell("say", told), Cell("run", drawn), Cell("show", seen)


def name_field(data: str, w: Words) -> str:
    """The field of a class that holds its name in the language of ``w``, or else in English."""
    return w.lang if hasattr(runs.data(data).classes[0], w.lang) else FALLBACK


def trained_code(data: str) -> str:
    """The function that loads a learner by its id."""
    if runs.of_photos(data):
        return """\
def trained(learner):
    from fewshot_core.methods.frozen import Frozen, FrozenConfig

    return Frozen(FrozenConfig(answer=learner.partition("/")[2]))"""
    return f"""\
def trained(learner):
    name, _, answer = learner.partition("/")
    method = load(f"{runs.trained_on(data)}/{{name}}")
    return method.answering(answer) if answer else method"""
