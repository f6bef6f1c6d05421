"""The draft of a data set on the page: what was left out, what is there twice, the choices, the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

import streamlit as st
from PIL import Image

from ...shared.choices import HIGHEST_SEED
from ...shared.host import Host
from ...shared.own import Full
from ...shared.own.data_set import DRAWINGS, PHOTOS
from ...shared.text import Words, as_typed
from ...shared.trouble import sentence
from ..uploads import Refused, shown
from . import OwnDataChoices
from .desk import Desk
from .making import DEALT, Plan, keep, kept_classes, split_of, ways
from .reading import Draft, Entry
from .sheet import Row, as_drawing, as_photo, as_shown, sheet, tiles

MOST_TOLD = 40
"""Files of a kind that are named; the others are counted."""
PREVIEW = 8
FULL = "data_full"


def check(held: Desk, host: Host[OwnDataChoices]) -> None:
    """Show a draft that was read, or why it is none."""
    w, draft = host.w, held.draft
    if draft is None:
        return
    if draft.trouble:
        st.error(as_typed_sentence(draft.trouble, w), icon=":material/info:")
        _left_out(draft.left_out, w)
        st.button(w("data.again"), key="data_again", type="primary", on_click=held.clear)
        return
    twins = draft.doubles
    st.markdown(w("data.check.found", classes=len(draft.classes), images=draft.images))
    _left_out(draft.left_out, w)
    _notes(draft.notes, w)
    _twins(twins, w)
    plan = _plan(draft, len(twins), w)
    later = [entry for _, entry in twins] if plan.without_twins else []
    with st.container(horizontal=True, key="data_keep_line"):
        st.button(
            w("data.keep"), key="data_keep", type="primary",
            on_click=lambda: _keep(held, plan, [entry for _, entry in twins], host),
        )  # fmt: skip
        st.button(w("data.discard"), key="data_discard", on_click=held.clear)
    if full := st.session_state.pop(FULL, None):
        st.error(sentence(full, w), icon=":material/info:")
    st.subheader(w("data.sheet.title"), anchor=False)
    st.html(_sheet(draft, plan, later, w))


def _keep(held: Desk, plan: Plan, twins: Sequence[Entry], host: Host[OwnDataChoices]) -> None:
    """Keep the set and open it; where there is no room, say so and keep the draft."""
    if held.draft is None:
        return
    try:
        item = keep(held.draft, plan, twins)
    except Full as error:
        st.session_state[FULL] = error
        return
    held.clear()
    host.change(data=item.id)


def as_typed_sentence(found: Refused, w: Words) -> str:
    """A refusal as Markdown, in which a file's name is no mark."""
    return w(found.reason, name=as_typed(shown(found.name)), **found.facts)


def _left_out(left_out: Sequence[Refused], w: Words) -> None:
    if not left_out:
        return
    with st.expander(w.count("data.check.left_out", len(left_out)), expanded=len(left_out) <= 5):
        told = [f"- {as_typed_sentence(each, w)}" for each in left_out[:MOST_TOLD]]
        st.markdown("\n".join(told))
        _more(len(left_out), w)


def _notes(notes: Sequence[tuple[str, str]], w: Words) -> None:
    if not notes:
        return
    with st.expander(w.count("data.check.notes", len(notes))):
        told = [f"- {as_typed(shown(name))}: {w(note)}" for name, note in notes[:MOST_TOLD]]
        st.markdown("\n".join(told))
        _more(len(notes), w)


def _twins(pairs: Sequence[tuple[Entry, Entry]], w: Words) -> None:
    """Pictures that are there twice, side by side."""
    if not pairs:
        return
    with st.expander(w.count("data.check.twins", len(pairs)), expanded=len(pairs) <= 5):
        st.caption(w("data.check.twins_why"))
        rows = "".join(
            f"<li>{tiles([as_photo(first), as_photo(later)], escape(shown(later.path)))}"
            f"<span>{escape(shown(first.path))}<br>{escape(shown(later.path))}</span></li>"
            for first, later in pairs[:MOST_TOLD]
        )
        st.html(f'<ul class="fs-own-twins">{rows}</ul>')
        _more(len(pairs), w)


def _more(number: int, w: Words) -> None:
    """How many are not told."""
    if number > MOST_TOLD:
        st.caption(w("data.check.more", number=number - MOST_TOLD))


def _plan(draft: Draft, twins: int, w: Words) -> Plan:
    """The form with its preview, the name, the split: what the visitor decides."""
    forms = (DRAWINGS, PHOTOS) if draft.drawn else (PHOTOS, DRAWINGS)
    form = st.radio(
        w("data.form.label"), forms, key="data_form", horizontal=True,
        captions=[w(f"data.form.{each}_what") for each in forms],
        format_func=lambda each: w(f"data.form.{each}"),
    )  # fmt: skip
    some = [entry for inside in draft.classes.values() for entry in inside[:1]][:PREVIEW]
    pictures = [as_photo(e) if form == PHOTOS else as_drawing(e) for e in some]
    st.html(f'<figure class="fs-own-preview">{tiles(pictures, escape(w("data.form.preview")))}'
            f"<figcaption>{escape(w(f'data.form.{form}_seen'))}</figcaption></figure>")  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom", key="data_plan"):
        name = st.text_input(w("data.name"), draft.name[:40], max_chars=40, key="data_name", width=240)
        way = st.selectbox(
            w("data.split.label"), ways(draft), key="data_split", width=320,
            format_func=lambda each: w(f"data.split.{each}"), help=w("data.split.help"),
        )  # fmt: skip
        seed = 0
        if way == DEALT:
            seed = st.number_input(w("common.label.seed"), 0, HIGHEST_SEED, 0, key="data_seed", width=140)
    without = bool(twins) and st.checkbox(w("data.without_twins"), True, key="data_without")
    return Plan((name or draft.name).strip()[:40] or "?", form, way, int(seed), without)


def _sheet(draft: Draft, plan: Plan, out: Sequence[Entry], w: Words) -> str:
    """The contact sheet of what would be kept."""
    splits = split_of(draft, plan.split, plan.seed)
    picture = as_photo if plan.form == PHOTOS else as_shown
    rows = [
        Row(
            name,
            w("data.sheet.note", images=len(inside), split=w(f"common.split.{splits[name]}")),
            (plan.form, *(entry.path for entry in inside)),
            partial(_drawn, picture, inside),
            len(inside),
        )
        for name, inside in kept_classes(draft, out).items()
    ]
    return sheet(rows, w("data.sheet.alt"), draft.strips)


def _drawn(picture: Callable[[Entry], Image.Image], entries: Sequence[Entry]) -> list[Image.Image]:
    return [picture(entry) for entry in entries]
