"""A question's figure as markup, in the colours of the page's theme; ``figure.css`` styles it."""

from __future__ import annotations

from html import escape

from ..runs import sprite
from .figure import Box, Dot, Drawing, Figure, Images, Label, Line, Mark

TOKENS = {role: f"--fs-class-{role}" for role in "abcd"}
"""The custom property of a role's colour, where it is not called like the role."""


def markup(figure: Figure) -> str:
    """A figure as markup; what it shows is said by whoever shows it."""
    return _images(figure) if isinstance(figure, Images) else _drawing(figure)


def _images(figure: Images) -> str:
    strip = f"--strip: url({sprite(figure.data, figure.items)}); --tiles: {len(figure.items)}"
    place, rows = 0, ""
    for row in figure.rows:
        tiles = ""
        for tile in row:
            kind = f"figure-tile of-{tile.frame}" if tile.frame else "figure-tile"
            drawn = f'<i style="--tile: {place}"></i>{escape(tile.caption)}'
            tiles += f'<span class="{kind}">{drawn}</span>'
            place += 1
        rows += f'<div class="figure-row">{tiles}</div>'
    return f'<div aria-hidden="true" style="{strip}">{rows}</div>'


def _drawing(drawing: Drawing) -> str:
    marks = "".join(_mark(mark) for mark in drawing.marks)
    size = f"{drawing.width} {drawing.height}"
    return f'<svg viewBox="0 0 {size}" width="{drawing.width}" aria-hidden="true">{marks}</svg>'


def _mark(mark: Mark) -> str:
    colour = f"var({TOKENS.get(mark.role, f'--fs-{mark.role}')})"
    match mark:
        case Line(points=points, width=width, dash=dash):
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
            dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
            style = f"fill:none;stroke:{colour};stroke-width:{width};stroke-linejoin:round"
            return f'<path d="M{path}" style="{style}"{dashes}/>'
        case Dot(x=x, y=y, radius=radius, hollow=hollow):
            fill = "var(--fs-ground)" if hollow else colour
            style = f"fill:{fill};stroke:{colour};stroke-width:2"
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" style="{style}"/>'
        case Box(x=x, y=y, width=width, height=height):
            place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
            return f'<rect {place} rx="2" style="fill:{colour}"/>'
        case Label(x=x, y=y, text=text, bold=bold):
            style = f"fill:{colour};font-weight:{700 if bold else 400}"
            place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="middle" dominant-baseline="central"'
            return f'<text {place} style="{style}">{escape(text)}</text>'
