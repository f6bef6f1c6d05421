"""The picker: a button in the line of controls, and the window that it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from ..choices import Choices, TaskChoices, rules
from ..runs import data, known_before
from ..text import Words
from ..web import component
from .catalogue import ACROSS, version

HERE = Path(__file__).parent
STYLES = (HERE.parent / "web" / "marks.css", HERE.parent / "web" / "options.css", HERE / "class_picker.css")
KEY = "class_picker"

HTML = '<div class="picker"><span data-part="button"></span><div data-part="window"></div></div>'
_component = component(HERE / "class_picker.js", HTML, STYLES)


def class_picker(choices: TaskChoices, w: Words, pick: Callable[[tuple[str, ...]], None]) -> None:
    """The button. ``pick`` gets the ids of the classes that were picked, in order; none: the seed draws."""

    def picked() -> None:
        pick(tuple(st.session_state[KEY]["classes"]))

    _component(
        data={
            "place": f"classes/{version(choices.data)}/{choices.data}",
            "lang": w.lang,
            "across": ACROSS,
            "chosen": list(choices.classes),
            "most": rules(type(choices))["way"].bounds[1],
            "words": w.section("common.picker"),
        },
        key=KEY,
        on_classes_change=picked,
    )


def tell_chosen(choices: Choices, w: Words) -> None:
    """Where classes were chosen, say which of them learners met before."""
    if not isinstance(choices, TaskChoices) or not choices.classes:
        return
    found = data(choices.data)
    known = [found.classes[i] for i in known_before(choices.task)]
    told = []
    for split in ("train", "val"):
        names = [w.pick(each) for each in known if each.split == split]
        if names:
            told.append(w(f"common.picker.told.{split}", names=w.list(names)))
    with st.container(key="task_told"):
        st.caption(" ".join(told) or w("common.picker.told.unseen"))


def tell_no_score(w: Words) -> None:
    """Say why no score over many tasks stands beside a task with a class that was seen before."""
    st.caption(w("common.picker.told.no_score"))
