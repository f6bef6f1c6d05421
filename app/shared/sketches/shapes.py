"""The shapes that the small pictures of learners are made of, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

Point = tuple[float, float]
OWN, QUIET, GROUND = "var(--c)", "var(--fs-quiet)", "var(--fs-ground)"


def line(points: Sequence[Point], colour: str = OWN, width: float = 2, dash: str = "") -> str:
    """A line through these points."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    style = f"fill:none;stroke:{colour};stroke-width:{width};stroke-linejoin:round;stroke-linecap:round"
    return f'<path d="M{path}" style="{style}"' + (f' stroke-dasharray="{dash}"/>' if dash else "/>")


def arrow(points: Sequence[Point], colour: str = OWN, width: float = 2, dash: str = "") -> str:
    """A line whose last piece ends in a head."""
    (x0, y0), (x1, y1) = points[-2], points[-1]
    length = hypot(x1 - x0, y1 - y0)
    dx, dy, size = (x1 - x0) / length, (y1 - y0) / length, 3.5 + width
    x, y = x1 - size * dx, y1 - size * dy
    wings = f"{x - size * dy / 2:.1f} {y + size * dx / 2:.1f}L{x + size * dy / 2:.1f} {y - size * dx / 2:.1f}"
    head = f'<path d="M{x1:.1f} {y1:.1f}L{wings}Z" style="fill:{colour}"/>'
    return line([*points[:-1], (x, y)], colour, width, dash) + head


def dot(at: Point, colour: str = OWN, radius: float = 3.5, hollow: bool = False) -> str:
    """A circle."""
    fill = GROUND if hollow else colour
    style = f"fill:{fill};stroke:{colour};stroke-width:1.8"
    return f'<circle cx="{at[0]}" cy="{at[1]}" r="{radius}" style="{style}"/>'


def box(x: float, y: float, width: float, height: float, colour: str = OWN, hollow: bool = False) -> str:
    """A rectangle with round corners."""
    style = f"fill:{GROUND if hollow else colour};stroke:{colour};stroke-width:1.8"
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="2" style="{style}"/>'


def letter(at: Point, text: str, colour: str = OWN, size: int = 13) -> str:
    """A letter of a formula; ``at`` is the middle of its base line."""
    style = f"fill:{colour};font:italic 700 {size}px serif"
    return f'<text x="{at[0]}" y="{at[1]}" text-anchor="middle" style="{style}">{text}</text>'


def valley(at: Point) -> str:
    """A task: where its loss is low."""
    rings = ((7, 0.9), (14, 0.6), (22, 0.4))
    return "".join(
        f'<ellipse cx="{at[0]}" cy="{at[1]}" rx="{r}" ry="{0.7 * r:.1f}" '
        f'style="fill:none;stroke:{QUIET};opacity:{opacity}"/>'
        for r, opacity in rings
    )


def steps(points: Sequence[Point]) -> str:
    """A walk of gradient steps, from a start to where it ends."""
    return arrow(points) + "".join(dot(each, radius=2) for each in points[1:-1]) + dot(points[0])


def query(at: Point) -> str:
    """A query image: a diamond."""
    x, y = at
    return line([(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y), (x, y - 5)], "var(--fs-query)")
