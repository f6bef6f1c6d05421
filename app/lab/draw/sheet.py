"""What a browser sends of a sheet of drawings, read with care: bounded in every way, or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...shared.drawings.strokes import Drawing, NoDrawing, read_drawing

SLOT = re.compile(r"[A-E][1-5]|q(?:[1-9]|10)")
"""Where a drawing stands: ``B2`` is the second example of class B, ``q3`` the third query image."""
SLOTS = 35
"""The most drawings on a sheet."""


def read_sheet(given: Any) -> dict[str, Drawing]:
    """The drawings of a sheet by their slots, those without a stroke left out; raises NoDrawing."""
    if not isinstance(given, Mapping) or len(given) > SLOTS:
        raise NoDrawing
    found = {slot: read_drawing(strokes) for slot, strokes in given.items() if _is_slot(slot)}
    return {slot: drawing for slot, drawing in found.items() if drawing}


def _is_slot(slot: Any) -> bool:
    if not isinstance(slot, str) or not SLOT.fullmatch(slot):
        raise NoDrawing
    return True
