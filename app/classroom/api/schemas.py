"""The form of all that the API takes and gives, as JSON Schema, and how a body becomes a vote."""

from __future__ import annotations

import re
from typing import Any

from ...shared.drawings.strokes import SIDE, STROKES, Drawing, NoDrawing, read_drawing
from ..rooms.activities import Question
from ..rooms.book import LENGTH, LETTERS
from ..rooms.state import CLOSED, OPEN, REVEALED, State, Tally, Vote
from ..rooms.trouble import BadDrawing, BadVote, NoRoom, RoomTrouble

Json = dict[str, Any]

CODE = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
PHONE = re.compile("[0-9a-f]{32}")
HIGHEST = 9999
"""Of an activity's number and of a round."""

WHOLE: Json = {"type": "integer", "minimum": 0}
TEXT: Json = {"type": "string"}
LABELS: Json = {"type": "array", "items": WHOLE}


def _object(required: Json, optional: Json | None = None) -> Json:
    properties = required | (optional or {})
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _by_language(schema: Json, description: str = "by language") -> Json:
    return {"type": "object", "additionalProperties": schema, "description": description}


ID: Json = {"type": "string", "pattern": f"^{PHONE.pattern}$"}
ROUND: Json = {"number": WHOLE, "round": WHOLE}
STEP = _object(
    ROUND | {"phase": {"enum": [OPEN, CLOSED, REVEALED]}},
    {
        "right": {"type": "array", "items": LABELS, "description": "once it is revealed: right options"},
        "feedback": _by_language(
            {"type": "array", "items": {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}},
            "once a question is revealed: of each option a misconception's name, empty if right, and why",
        ),
    },
)
FORM: Json = {"way": WHOLE, "shot": WHOLE, "images": WHOLE}
TEXTS: Json = {"type": "array", "items": TEXT}
STROKES_OF_A_DRAWING: Json = {
    "type": "array",
    "maxItems": STROKES,
    "items": {"type": "array", "items": WHOLE | {"maximum": SIDE}, "description": "x, y, x, y, …"},
}
SKETCH = _object({"id": TEXT, "label": WHOLE, "out": {"type": "boolean"}, "strokes": STROKES_OF_A_DRAWING})
SCHEMAS: dict[str, Json] = {
    "Error": _object({"error": TEXT}),
    "Phone": _object({"phone": ID}),
    "Vote": _object({"phone": ID, **ROUND, "answers": {**LABELS, "maxItems": 300}}),
    "Counted": _object({"answers": LABELS}),
    "Turn": _object({"phone": ID, **ROUND}),
    "Drawing": _object({"phone": ID, **ROUND, "strokes": STROKES_OF_A_DRAWING}),
    "Class": _object({"label": WHOLE}),
    "Wall": _object({"number": WHOLE, "drawings": {"type": "array", "items": SKETCH}}),
    "State": _object({"code": TEXT, "serial": WHOLE, "step": {"oneOf": [STEP, {"type": "null"}]}}),
    "Tally": _object(ROUND | {"phones": WHOLE, "voted": WHOLE, "counts": {"type": "array", "items": LABELS}}),
    "Activity": {
        "oneOf": [
            _object({"kind": {"const": "naming"}, **FORM, "support": TEXT, "query": TEXT}),
            _object(
                {"kind": {"const": "prediction"}, **FORM}
                | {"names": _by_language(TEXTS), "whats": _by_language(TEXTS, "of each learner what it is")}
            ),
            _object(
                {"kind": {"const": "question"}, "images": WHOLE, "figure": TEXT, "source": TEXT}
                | {"said": _by_language(_object({"stem": TEXT, "alt": TEXT, "options": TEXTS}))}
            ),
            _object({"kind": {"const": "drawing"}, "images": WHOLE, "names": _by_language(TEXTS)}),
        ]
    },
}
"""All bodies by their name in the description."""


def read_code(given: str) -> str:
    """A room's code as it was typed or linked; raises NoRoom for what cannot be one."""
    code = given.strip().upper()
    if not CODE.fullmatch(code):
        raise NoRoom
    return code


def read_phone(found: Json) -> str:
    """The phone that a body names; raises RoomTrouble."""
    phone = found.get("phone")
    if not isinstance(phone, str) or not PHONE.fullmatch(phone):
        raise RoomTrouble
    return phone


def read_vote(found: Json) -> Vote:
    """The vote that a body holds; raises RoomTrouble and BadVote."""
    answers = found.get("answers")
    if not isinstance(answers, list) or not answers or not all(map(_is_small, answers)):
        raise BadVote
    return Vote(read_phone(found), _small(found, "number"), _small(found, "round"), tuple(answers))


def read_turn(found: Json) -> tuple[str, int, int]:
    """The phone, the activity and the round that a body names; raises RoomTrouble and BadVote."""
    return read_phone(found), _small(found, "number"), _small(found, "round")


def read_strokes(found: Json) -> Drawing:
    """The drawing that a body holds; raises BadDrawing, also where it is empty."""
    try:
        drawing = read_drawing(found.get("strokes"))
    except NoDrawing:
        raise BadDrawing from None
    if not drawing:
        raise BadDrawing
    return drawing


def _small(found: Json, name: str) -> int:
    value: Any = found.get(name)
    if not _is_small(value):
        raise BadVote
    return int(value)


def _is_small(value: Any) -> bool:
    return type(value) is int and 0 <= value <= HIGHEST


def state_json(state: State) -> Json:
    """A room as phones are told; what is right only once it is revealed."""
    step: Json | None = None
    if state.step:
        step = {"number": state.step.number, "round": state.step.round, "phase": state.step.phase}
        if state.step.phase == REVEALED:
            step["right"] = [list(options) for options in state.step.activity.truth]
            if isinstance(state.step.activity, Question):
                step["feedback"] = state.step.activity.feedback
    return {"code": state.code, "serial": state.serial, "step": step}


def tally_json(state: State, tally: Tally | None) -> Json:
    """How the current round stands; all zero before the first."""
    step = state.step
    if step is None or tally is None:
        return {"number": 0, "round": 0, "phones": tally.phones if tally else 0, "voted": 0, "counts": []}
    return {
        "number": step.number,
        "round": step.round,
        "phones": tally.phones,
        "voted": tally.came,
        "counts": tally.counts(step.activity),
    }
