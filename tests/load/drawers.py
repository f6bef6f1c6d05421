"""A class draws: visitors without a browser who draw stroke after stroke, each a task of their own.

What a visitor waits for is measured at the connection: from the pen-up until the answers of all learners have
come, asked for again as the board's own script does. Another visitor opens the explorer again and again.
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from fewshot_app.lab.draw import QUERIES
from fewshot_app.lab.draw.component import KEY
from tests.load.crowd import explore
from tests.load.front import Front, front

FIRST_SEED = 7000
PEN_UPS = 20
"""Strokes of each visitor."""
STROKES = 5
"""Strokes of a drawing."""
HAND = (1.0, 3.0)
"""Seconds that a hand takes for the next stroke, once the answers are there."""
SOON, SLOWER, LATEST = 0.03, 1.4, 1.0
"""Seconds until the board asks again for answers, and how that grows: as in draw.js."""


@dataclass
class Drawn:
    """What all have met: milliseconds of each pen-up, and what went wrong."""

    pen_ups: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass
class Drawer:
    """One visitor with a sheet of drawings."""

    front: Front
    dice: random.Random
    drawings: dict[str, list[list[int]]] = field(default_factory=dict)
    sent: int = 0

    @property
    def board(self) -> dict[str, Any]:
        """What the board was shown last."""
        return self.front.shown[KEY].data

    async def open(self, mine: str, seed: int) -> str:
        """Open the page with a task; where the support set is drawn, draw it but for its last image."""
        wrong = await self.front.run("draw", urlencode({"lang": "en", "seed": seed, "mine": mine}))
        slots = [] if mine == "query" else [f"{letter}1" for letter in "ABC"[: self.board["way"]]]
        for slot in slots:
            self.drawings[slot] = [self._stroke()]
        await self.pause()  # no class puts its pens down in one instant
        return wrong or await self.pen_up(slots[-1] if slots else "q1")

    async def pause(self) -> None:
        """As long as the hand takes for the next stroke."""
        await asyncio.sleep(self.dice.uniform(*HAND))

    async def pen_up(self, slot: str) -> str:
        """One more stroke of a drawing, until its answers are there; what went wrong."""
        self.drawings.setdefault(slot, []).append(self._stroke())
        self.sent += 1
        sheet = {"look": self.board["look"], "sent": self.sent, "drawings": self.drawings}
        wrong, wait = await self.front.tell(KEY, "sheet", sheet), SOON
        while not wrong and (self.board["waiting"] or self.board["sent"] != self.sent):
            await asyncio.sleep(wait)
            wrong, wait = await self.front.tell(KEY, "poll", time.monotonic()), min(SLOWER * wait, LATEST)
        drawn = self.board["mine"] != "both" or any(slot.startswith("q") for slot in self.drawings)
        return wrong or ("" if self.board["asked"] or not drawn else self._why())

    def _why(self) -> str:
        """Why no answers are on the board: what it says of the sheet, and of each learner."""
        board = self.board
        said = [f"{each['id']}: {each['note']}" for each in board["learners"] if each["note"]]
        said += [board["trouble"]] if board["trouble"] else []
        said += ["a drawing of the support set is missing"] if board["missing"] else []
        return "no answers: " + ("; ".join(said) or "the board gives no reason")

    async def draw(self, mine: str, drawn: Drawn) -> None:
        """Stroke after stroke, each after the answers to the one before."""
        for number in range(1, PEN_UPS + 1):  # the first one was drawn when the page was opened
            await self.pause()
            slot = slot_of(mine, number)
            began = time.perf_counter()
            wrong = await self.pen_up(slot)
            drawn.pen_ups.append(1000 * (time.perf_counter() - began))
            drawn.errors += [wrong] if wrong else []

    def _stroke(self) -> list[int]:
        """A stroke of some length, which no other is like."""
        x, y = self.dice.randrange(60, 200), self.dice.randrange(60, 200)
        points = []
        for _ in range(25):
            x, y = (min(255, max(0, at + self.dice.randrange(-9, 10))) for at in (x, y))
            points += [x, y]
        return points


def slot_of(mine: str, number: int) -> str:
    """Which drawing a visitor's stroke belongs to.

    ``both`` is a task of the visitor's own, from the moment when its support set can be asked about: the last
    image of the support set is finished, then one query image after the other is drawn.
    """
    if mine == "support":
        return "ABC"[number % 3] + "1"
    image = number // STROKES - (mine == "both")
    return f"q{1 + image % QUERIES}" if image >= 0 else "C1"


async def drawing(address: str, mine: str, visitors: int) -> tuple[Drawn, list[float]]:
    """Let all draw at once; what they met, and milliseconds of each look at the explorer."""
    drawn, over = Drawn(), asyncio.Event()
    async with AsyncExitStack() as stack:
        fronts = [await stack.enter_async_context(front(address)) for _ in range(visitors)]
        drawers = [Drawer(each, random.Random(i)) for i, each in enumerate(fronts)]
        opened = [drawer.open(mine, FIRST_SEED + i) for i, drawer in enumerate(drawers)]
        drawn.errors += [wrong for wrong in await asyncio.gather(*opened) if wrong]
        looking = asyncio.create_task(explore(address, over))
        await asyncio.gather(*(drawer.draw(mine, drawn) for drawer in drawers))
    over.set()
    return drawn, await looking
