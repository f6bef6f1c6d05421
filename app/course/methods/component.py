"""What of the methods' pages has drawings or terms in it: the cards of the overview, and the idea of one."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from ...shared.terms import Explained, terms_in
from ...shared.text import Words
from ...shared.web import component

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "shared" / "web"

_component = component(
    HERE / "methods.js",
    '<div class="methods"><div data-part="say"></div></div>',
    (WEB / "terms.css", HERE / "methods.css"),
)


class Card(TypedDict):
    """A method in the overview; ``sketch`` is markup."""

    name: str
    what: str
    sketch: str
    href: str


class Group(TypedDict):
    """Methods of one kind."""

    name: str
    cards: list[Card]


class MethodsData(TypedDict):
    """What the component shows, cards or an idea; methods.js says the same."""

    groups: list[Group]
    title: str
    idea: str
    picture: str  # what the sketch shows
    sketch: str
    terms: dict[str, Explained]


def overview(groups: list[Group]) -> None:
    """Show all methods, kind by kind."""
    _show({
        "groups": groups, "title": "", "idea": "", "picture": "", "sketch": "", "terms": {},
    }, "methods_all")  # fmt: skip


def about(title: str, idea: str, picture: str, sketch: str, w: Words) -> None:
    """Show the idea of one method beside its picture; terms in it explain themselves."""
    _show({
        "groups": [], "title": title, "idea": idea, "picture": picture, "sketch": sketch,
        "terms": terms_in([idea], w),
    }, "methods_idea")  # fmt: skip


def _show(data: MethodsData, key: str) -> None:
    _component(data=data, key=key)
