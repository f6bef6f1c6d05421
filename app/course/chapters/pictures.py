"""Pictures that no instrument shows, as plain markup that page.css dresses."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from html import escape

from ...shared import runs
from ...shared.text import Words

FONTS = (
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "Georgia",
    "Impact, fantasy",
    "system-ui",
    "Courier New",
)
EACH = 8
"""How many drawings of each digit stand for the thousands that a network gets."""
SEED = 7


def markup(name: str, w: Words) -> str:
    """The picture of this name as markup, with its words; raises KeyError for one that there is not."""
    return f'<figure class="fs-course-picture {escape(name)}">{PICTURES[name](w)}</figure>'


def digits(w: Words) -> str:
    """Ten digits, many of each for a network and one of each for a child."""
    draw = random.Random(SEED)
    many = "".join(f"<span>{''.join(_digit(d, draw) for _ in range(EACH))}<i>…</i></span>" for d in range(10))
    one = "".join(f"<span>{_digit(d, draw)}</span>" for d in range(10))
    rows = (("machine", many), ("child", one))
    sides = "".join(
        f"<div><h2>{w(f'chapters.picture.{who}')}</h2><p>{w(f'chapters.picture.{who}_sees')}</p>"
        f'<div class="digits {who}" aria-hidden="true">{drawn}</div></div>'
        for who, drawn in rows
    )
    return _with_words("digits", sides, w) + f"<figcaption>{w('chapters.picture.cited')}</figcaption>"


def _digit(digit: int, draw: random.Random) -> str:
    font, turn, slant = draw.choice(FONTS), draw.randint(-14, 14), draw.randint(-12, 12)
    weight = draw.choice((400, 700))
    style = f"font: {weight} 1em {font}; transform: rotate({turn}deg) skewX({slant}deg)"
    return f'<b style="{style}">{digit}</b>'


def fields(w: Words) -> str:
    """Where images are many and labels are few."""
    cards = "".join(
        f'<div class="field"><img src="{_drawing(*drawn)}" alt="">'
        f"<p>{w(f'chapters.picture.fields_{id}')}</p></div>"
        for id, drawn in (("medical", ("lungs", 0)), ("rare", ("tiger", 1)), ("faults", ("gear", 0)))
    )
    return _with_words("fields", cards, w)


def _drawing(class_id: str, place: int) -> str:
    """The drawing at this place among those of a class of the everyday drawings, as a data URL."""
    data = runs.data("everyday")
    index = next(i for i, each in enumerate(data.classes) if each.id == class_id)
    return runs.sprite("everyday", (int(data.firsts[index]) + place,))


def reinforcement(w: Words) -> str:
    """Classification and reinforcement learning as tasks of the same form, part by part."""
    rows = (
        ("task", "classes", "goal"),
        ("support", "images", "trajectories"),
        ("adapt", "gradient", "policy"),
        ("score", "accuracy", "return"),
    )
    say = {key: w(f"chapters.picture.reinforcement_{key}") for row in rows for key in row}
    body = "".join(
        f'<tr><th scope="row">{say[part]}</th><td>{say[first]}</td><td>{say[second]}</td></tr>'
        for part, first, second in rows
    )
    titles = (w(f"chapters.picture.reinforcement_{key}") for key in ("classify", "act"))
    heads = "<tr><td></td>" + "".join(f'<th scope="col">{title}</th>' for title in titles) + "</tr>"
    return _with_words("reinforcement", f"<table>{heads}{body}</table>", w)


def today(w: Words) -> str:
    """Three ways to use a few examples."""
    ways = (("steps", "θ → φ"), ("frozen", "‖f(x) − c‖²"), ("context", "x₁ y₁ x₂ y₂ x ?"))
    cards = "".join(
        f'<div class="field"><code>{formula}</code><h2>{w(f"chapters.picture.today_{id}")}</h2>'
        f"<p>{w(f'chapters.picture.today_{id}_what')}</p><p>→ {w('chapters.picture.today_query')}</p></div>"
        for id, formula in ways
    )
    return _with_words("today", cards, w)


def _with_words(name: str, drawn: str, w: Words) -> str:
    """The drawing, which a screen reader is told in one sentence before it."""
    return f'<p class="told">{w(f"chapters.picture.{name}")}</p><div class="drawn">{drawn}</div>'


PICTURES: Mapping[str, Callable[[Words], str]] = {
    each.__name__: each for each in (digits, fields, reinforcement, today)
}
"""All pictures by name."""
