"""A database of its own for every test, in all places that use it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from fewshot_app.classroom.api import bounds, endpoints, routes
from fewshot_app.classroom.lecture import asking, outcome, page
from fewshot_app.classroom.rooms.activities import Naming, Prediction, Question, Said, Sketching
from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.hub import Hub
from fewshot_app.shared.pace import Pace
from fewshot_app.shared.task import Task

TASK = Task("everyday", "test", 5, 1, 1, 42)
NAMING = Naming(TASK, "data:support", "data:query", (0, 3), (0, 3))
PREDICTION = Prediction(TASK, ("scratch", "maml"), {"en": ("From scratch", "MAML")}, (1,))

QUESTION = Question(
    "task-count", 3, "Lake 2015", "<svg></svg>", 1,
    {
        "en": Said("How many?", "Two dots", ("one", "two", "three"), ("slip", "", "guess"), ("a", "b", "c")),
        "zh": Said("几个？", "两个点", ("一", "二", "三"), ("漏了", "", "猜的"), ("甲", "乙", "丙")),
    },
)  # fmt: skip
SKETCHING = Sketching(
    Task("everyday", "test", 2, 1, 10, 42, ("lion", "piano")),
    {"en": ("lion", "piano"), "zh": ("狮子", "钢琴")},
)
HOUSE = (((40, 200), (40, 90), (128, 20), (215, 90), (215, 200), (40, 200)),)


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def book(tmp_path, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Book:
    made = Book(f"sqlite:///{tmp_path}/class.sqlite", hub.tell)
    for module in (endpoints, page, asking, outcome):
        monkeypatch.setattr(module, "book", lambda: made)
    pace = Pace(bounds.RATE, bounds.MOST_ROOMS)
    monkeypatch.setattr(endpoints, "hub", lambda: hub)
    monkeypatch.setattr(endpoints, "pace", lambda: pace)
    return made


@pytest.fixture
def api(book: Book) -> Starlette:
    return Starlette(routes=routes.routes(""))
