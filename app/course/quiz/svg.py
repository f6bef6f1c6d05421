"""A drawing as SVG, in the colours of the page's theme."""

from __future__ import annotations

from html import escape

from .figure import Box, Dot, Drawing, Label, Line, Mark

TOKENS = {role: f"--fs-class-{role}" for role in "abcd"}
"""The custom property of a role's colour, where it is not called like the role."""


def svg(drawing: Drawing) -> str:
    """Markup; what it shows is said by whoever shows it."""
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
