"""The front page: what few-shot learning is, and three ways in."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from fewshot_core.tensors.episode import Episode

from ..shared import runs
from ..shared.choices import Choices
from ..shared.host import Host
from ..shared.room import rooms
from ..shared.task import Task
from ..shared.text import Words, strong

CSS = Path(__file__).with_name("home.css")
WAY, SHOT = 3, 3
TASK = Task("everyday", "test", WAY, SHOT, query=1, seed=8)
"""The task on the front page; its images fill all the small pictures."""
ASKED = 1
"""The class whose query image the puzzle asks about."""


def draw(choices: Choices, host: Host[Choices]) -> None:
    """Show the front page."""
    w = host.w
    task = runs.episode(TASK)
    items = task.support_items + task.query_items
    strip = f'style="--strip: url({runs.sprite(TASK.data, items)}); --tiles: {len(items)}"'
    st.html(CSS)
    st.html(
        f'<main class="fs-home" {strip}>'
        f'<section class="hero"><div class="say">{_sentences(w)}{_begin(host)}</div>'
        f"{_puzzle(task, w)}</section>"
        f'<section class="ways">{_entrances(host)}</section>{_more(host)}'
        f'<section class="hints">{_hints(w)}</section></main>'
    )


def _sentences(w: Words) -> str:
    said = "".join(f"<p>{strong(w(f'home.{key}'))}</p>" for key in ("wants", "asks", "brings"))
    return f"<h1>{w('home.title')}</h1>{said}"


def _begin(host: Host[Choices]) -> str:
    """The way into the course."""
    there = escape(host.link("chapters"))
    return f'<a class="begin" href="{there}" data-page="chapters">{host.w("home.begin")} →</a>'


def _tile(index: int, name: str) -> str:
    """One image of the page's strip."""
    return f'<span class="tile" role="img" aria-label="{escape(name)}" style="--tile: {index}"></span>'


def _badge(label: int) -> str:
    letter = chr(ord("A") + label)
    return f'<b class="badge badge-{letter.lower()}">{letter}</b>'


def _puzzle(task: Episode, w: Words) -> str:
    """A task small enough for a glance: the visitor is the learner."""
    names = [w.pick(runs.data(TASK.data).classes[i]) for i in task.class_ids]
    seen = "".join(
        f"<li>{_tile(label * SHOT, w('home.puzzle.picture', name=name))}"
        f"<span>{_badge(label)} {escape(name)}</span></li>"
        for label, name in enumerate(names)
    )
    letter = chr(ord("A") + ASKED)
    answer = w("home.puzzle.is", letter=letter, name=names[ASKED], way=WAY)
    return (
        f'<div class="puzzle"><h2>{w("home.puzzle.seen")}</h2><ul class="support">{seen}</ul>'
        f'<h2>{w("home.puzzle.asked")}</h2><div class="asked">'
        f'<span class="query">{_tile(WAY * SHOT + ASKED, w("home.puzzle.unnamed"))}</span>'
        f"<details><summary>{w('home.puzzle.answer')}</summary><p>{escape(answer)}</p></details></div></div>"
    )


def _entrances(host: Host[Choices]) -> str:
    """Three cards, each a link with a picture."""
    w = host.w
    pictures = {"explorer": _task_picture(w), "compare": _race_picture(w), "loop": _loop_picture(w)}
    return "".join(
        f'<a class="card" href="{escape(host.link(page))}" data-page="{page}">'
        f'<span class="picture" aria-hidden="true">{picture}</span>'
        f"<h2>{w(f'home.enter.{page}')}</h2><p>{w(f'home.enter.{page}_what')}</p></a>"
        for page, picture in pictures.items()
    )


def _more(host: Host[Choices]) -> str:
    """The rooms that have no card."""
    w = host.w
    others = [room.name for room in rooms() if room.place and f"home.enter.{room.name}" not in w]
    links = "".join(
        f'<a href="{escape(host.link(name))}" data-page="{name}">{w(f"{name}.page")}</a>' for name in others
    )
    return f'<nav class="more">{w("home.enter.more")} {links}</nav>'


def _task_picture(w: Words) -> str:
    """Support set and query set, a row a class."""
    sets = {"support": range(WAY * SHOT), "query": range(WAY * SHOT, WAY * SHOT + WAY)}
    return "".join(
        f'<span class="set"><i class="{role}-name">{w(f"home.enter.{role}")}</i>'
        f'<span class="{role} grid">{"".join(_tile(i, "") for i in indices)}</span></span>'
        for role, indices in sets.items()
    )


def _race_picture(w: Words) -> str:
    """One image, asked of learners that differ in how they were trained."""
    rows = "".join(
        f'<span class="racer {learner}"><i></i><small>{w(f"home.enter.{learner}")}</small><u>?</u></span>'
        for learner in ("scratch", "conventional", "maml")
    )
    return f'<span class="query lone">{_tile(WAY * SHOT, "")}</span><span class="racers">{rows}</span>'


def _loop_picture(w: Words) -> str:
    """The start θ, copies φ that adapt to a task's support set, and the way back."""
    path = "<s></s>".join(f"<b>{name}</b>" for name in ("θ", "φ₁", "φ₂"))
    inner, outer = (f'<small class="{name}">{w(f"home.enter.{name}")}</small>' for name in ("inner", "outer"))
    return (
        f'<span class="support pair">{_tile(SHOT, "")}{_tile(2 * SHOT, "")}</span>'
        f'<span class="loop">{inner}<span class="nodes">{path}</span><span class="back"></span>{outer}</span>'
    )


def _hints(w: Words) -> str:
    return "".join(
        f"<div><h2>{w(f'home.hint.{who}')}</h2><p>{w(f'home.hint.{who}_what')}</p></div>"
        for who in ("lecturers", "students")
    )
