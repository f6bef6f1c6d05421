"""Draw your task: the page."""

from __future__ import annotations

import base64
import io
from functools import partial
from typing import Any

import streamlit as st
from PIL import Image

from ...shared import page, runs
from ...shared.drawings.strokes import Drawing, NoDrawing
from ...shared.host import Host
from ...shared.learners import appearance
from ...shared.text import Words
from ...shared.trouble import sentence
from . import DrawChoices
from .asking import Desk, asked_of, chosen, look_of, mapped, query_slots
from .component import DrawData, LearnerData, MapData, drawing_board
from .runs import images
from .sheet import read_sheet

DESK, REFUSED = "draw_desk", "draw_refused"
PATIENCE = 0.6
"""Seconds that one run of the board waits for answers: most come by then, and need no second run."""


def draw(choices: DrawChoices, host: Host[DrawChoices]) -> None:
    """Show the page."""
    own = choices.mine == "both"
    controls = ("way", "shot") if own else ("way", "shot", "seed", "classes", "new")
    page.head(choices, host, controls, host.w(f"draw.lead.{choices.mine}"))
    st.fragment(_board)(host)
    st.markdown(host.w("draw.try"))
    st.caption(host.w("draw.honest"))


def _board(host: Host[DrawChoices]) -> None:
    """The board; run again by itself at every pen-up, and while answers are on their way."""
    choices = host.now()
    desk = desk_of(choices)
    desk.ask(asked_of(choices, desk.sheet), chosen(choices), busy=runs.worker().waiting > 0)
    desk.map_by(mapped(choices))  # after the answers in the queue: laid while the last of them is made
    if desk.sheet:
        desk.wait(PATIENCE)
    desk.collect()
    drawing_board(
        board_data(choices, desk, st.session_state.pop(REFUSED, False), host.w),
        sheet=partial(_lay, host),
        mine=lambda mine: host.change(mine=mine, drawn=0),
        mapped=lambda learner: host.change(mapped=str(learner)),
        poll=lambda _: None,
    )


def desk_of(choices: DrawChoices) -> Desk:
    """What this visit holds for the sheet that is chosen."""
    desk: Desk = st.session_state.setdefault(DESK, Desk())
    look = look_of(choices)
    if desk.look != look:
        desk.lay(look, {}, 0)
    return desk


def _lay(host: Host[DrawChoices], sent: Any) -> None:
    """Take over the drawings that a browser sent; those of another sheet have come too late."""
    choices = host.now()
    try:
        sheet = read_sheet(sent.get("drawings") if isinstance(sent, dict) else None)
    except NoDrawing:
        st.session_state[REFUSED] = True
        return
    if sent.get("look") != look_of(choices):
        return
    number = sent.get("sent")
    desk_of(choices).lay(look_of(choices), sheet, number if isinstance(number, int) else 0)
    drawn = len(query_slots(sheet))
    if drawn != choices.drawn:
        host.change(drawn=drawn)


def board_data(choices: DrawChoices, desk: Desk, refused: bool, w: Words) -> DrawData:
    """What the board shows."""
    seen = tuple(desk.sheet)
    data: DrawData = {
        "look": desk.look,
        "mine": choices.mine,
        "way": choices.way,
        "shot": choices.shot,
        "classes": [],
        "support": "",
        "query": "",
        "truth": [],
        "drawn": choices.drawn,
        "sent": desk.sent,
        "asked": list(desk.answered),
        "seen": list(seen),
        "view": view_strip(tuple(desk.sheet[slot] for slot in seen)),
        "missing": desk.asked is None,
        "waiting": desk.waiting,
        "laying": bool(desk.laying and not desk.laying.done),
        "trouble": w("draw.refused") if refused else "",
        "learners": [_learner(id, desk, w) for id in chosen(choices)],
        "map": map_data(choices, desk),
        "words": w.section("draw.board"),
    }
    if choices.mine == "both":
        return data
    found, classes = runs.episode(choices.task), runs.data(choices.data).classes
    data["classes"] = [w.pick(classes[i]) for i in found.class_ids]
    if choices.mine == "query":
        data["support"] = runs.sprite(choices.data, found.support_items)
    else:
        data["query"] = runs.sprite(choices.data, found.query_items)
        data["truth"] = found.query_y.tolist()
    return data


def _learner(id: str, desk: Desk, w: Words) -> LearnerData:
    look, error, said = appearance(id, w), desk.trouble(id), desk.answers.get(id)
    return {
        "id": id,
        "name": look["name"],
        "colour": look["colour"],
        "dash": look["dash"],
        "note": sentence(error, w) if error else "",
        "shares": [[round(1000 * share) for share in row] for row in said.shares] if said else [],
    }


def map_data(choices: DrawChoices, desk: Desk) -> MapData:
    """What the map shows, by the same pass through the network that gave the answers."""
    learner, plane = mapped(choices), desk.plane
    said = desk.answers.get(learner)
    queries = said.features if said else None
    return {
        "learner": learner,
        "look": f"{learner} {hash(desk.laid)}" if plane else "",
        "kept": plane.kept if plane else 0,
        "support": plane.support if plane else [],
        "means": plane.means if plane else [],
        "others": plane.others if plane else [],
        "labels": plane.labels if plane else [],
        "queries": plane.places(queries) if plane and queries is not None else [],
        "distances": plane.distances(queries) if plane and queries is not None else [],
    }


def view_strip(drawings: tuple[Drawing, ...]) -> str:
    """The drawings as the networks see them, side by side, 28 pixels high, as a data URL; "" for none."""
    if not drawings:
        return ""
    paper = (255 * (1 - images(drawings))).round().byte()  # (drawings, 1, 28, 28)
    strip = paper[:, 0].permute(1, 0, 2).flatten(1).contiguous()  # (28, 28 * drawings)
    content = io.BytesIO()
    Image.fromarray(strip.numpy()).save(content, "PNG")
    return "data:image/png;base64," + base64.b64encode(content.getvalue()).decode()
