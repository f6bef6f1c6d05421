"""What is wrong with a lesson, in the visitor's language, with the place in its file."""

from __future__ import annotations

from ....shared.text import Words
from ....shared.trouble import sentence as engine_sentence
from .form import BadLesson, Fault

TOLD = 5
"""So many faults are told one by one."""
SHOWN = 30
"""So many letters of a value are shown."""


def told(bad: BadLesson, w: Words) -> list[str]:
    """A sentence for each fault; of many, how many more there are. Plain text, whatever the file holds."""
    more = len(bad.faults) - TOLD
    sentences = [sentence(fault, w) for fault in bad.faults[:TOLD]]
    return sentences + ([w.count("lessons.more", more)] if more > 0 else [])


def sentence(fault: Fault, w: Words) -> str:
    """Where and what."""
    values = dict(fault.values)
    if "given" in values:
        values["given"] = _short(values["given"])
    if "error" in values:
        values["told"] = engine_sentence(fault.values["error"], w)
    text = _place(fault, w) + w(f"lessons.fault.{fault.reason}", **values)
    return text[:1].upper() + text[1:]


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _place(fault: Fault, w: Words) -> str:
    if fault.at:
        return w("lessons.at.line", line=fault.at[0], column=fault.at[1])
    if fault.item:
        key = "item_key" if fault.key else "item"
        return w(f"lessons.at.{key}", item=fault.item, name=_short(fault.key))
    return w("lessons.at.key", name=_short(fault.key)) if fault.key else ""
