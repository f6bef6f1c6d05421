"""What several small pictures have in common: the backbone, and what answers with its features."""

from __future__ import annotations

from .shapes import OWN, QUIET, arrow, box, dot, line, query

CLASSES = tuple(f"var(--fs-class-{letter})" for letter in "abc")
BLOCKS = (44, 36, 28, 20)
"""How high the backbone's blocks are."""


def network(still: bool, last_block: bool = False) -> str:
    """The backbone's four blocks at the left edge: filled and with arrows below where they move."""
    moving = [not still or (last_block and i == len(BLOCKS) - 1) for i in range(len(BLOCKS))]
    return "".join(
        box(5 + 12 * i, 32 - h / 2, 8, h, OWN if moving[i] else QUIET, hollow=not moving[i])
        + (arrow([(9 + 12 * i, 58), (9 + 12 * i, 68)], width=1.5) if moving[i] else "")
        for i, h in enumerate(BLOCKS)
    )


def photographs() -> str:
    """A photograph below the first blocks: what others trained them on."""
    hills = line([(7, 69), (12, 63), (15, 66), (18, 62), (23, 69)], QUIET, 1.5)
    return box(5, 57, 20, 13, QUIET, hollow=True) + hills + dot((10, 61), QUIET, 0.8)


def new_head(last_block: bool = False) -> str:
    """A backbone that keeps still, but for its last block if that moves; a moving head divides classes."""
    head = box(56, 18, 10, 28) + arrow([(61, 58), (61, 68)], width=1.5)
    points = dot((84, 20), CLASSES[0]) + dot((92, 14), CLASSES[0]) + dot((100, 50), CLASSES[1])
    parted = points + dot((112, 44), CLASSES[1]) + line([(78, 42), (116, 22)])
    return network(still=True, last_block=last_block) + head + parted


def class_mean() -> str:
    """A backbone that keeps still; a query looks for the nearest mean."""
    cluster = [(74, 16), (84, 24)], [(104, 46), (112, 58)]
    dots = "".join(dot(at, CLASSES[i], 2.5) for i, points in enumerate(cluster) for at in points)
    means = dot((79, 20), CLASSES[0], 5, hollow=True) + dot((108, 52), CLASSES[1], 5, hollow=True)
    way = line([(90, 42), (82, 25)], QUIET, 1.2, "2 3") + line([(90, 42), (103, 49)])
    return network(still=True) + way + means + dots + query((90, 42))
