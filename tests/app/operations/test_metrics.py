"""Measurements: for whoever has the token, and all that the dashboard asks for."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families as read
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.middleware import Middleware

from fewshot_app.classroom.rooms.book import Book
from fewshot_app.classroom.rooms.state import Vote
from fewshot_app.operations import gauges, metrics
from fewshot_app.operations.watching import Watched
from fewshot_app.shared import meters, runs
from fewshot_app.shared.meters import REGISTRY
from tests.app.classroom.asgi import ask
from tests.app.classroom.conftest import NAMING

TOKEN = "t" * 32
DASHBOARD = Path(__file__).parents[3] / "deploy" / "grafana.json"
ME = "a" * 32


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    made = Book(f"sqlite:///{tmp_path}/class.sqlite", lambda code, vote: None)
    monkeypatch.setattr(gauges, "book", lambda: made)
    return made


@pytest.fixture
def app(book: Book, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    monkeypatch.setenv(metrics.TOKEN, TOKEN)
    gauges.register(REGISTRY)
    return Starlette(routes=metrics.routes(""), middleware=[Middleware(Watched, base="")])


def asked(app: Starlette, authorization: str) -> tuple[int, str]:
    told = ask(app, "GET", "/metrics", headers={"authorization": authorization} if authorization else {})
    return told.status, told.body.decode()


@pytest.mark.parametrize(
    "given", ["", TOKEN, "Bearer", "Bearer ", f"Bearer {TOKEN[:-1]}", f"bearer {TOKEN}", "Bearer é"]
)
def test_nothing_is_there_without_the_token(app: Starlette, given: str) -> None:
    assert asked(app, given) == (404, "")


def test_nothing_is_there_where_no_token_is_set(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(metrics.TOKEN)
    assert asked(app, f"Bearer {TOKEN}")[0] == asked(app, "Bearer ")[0] == 404


def test_what_happens_is_counted(app: Starlette, book: Book) -> None:
    code = book.open(ME)
    book.start(code, ME, NAMING)
    before = REGISTRY.get_sample_value("fewshot_votes_total")
    for _ in range(2):  # the second is the same vote again
        book.vote(code, Vote("1" * 32, 1, 1, (0, 1)))
    status, text = asked(app, f"Bearer {TOKEN}")
    assert status == 200
    found = {sample.name: sample.value for family in read(text) for sample in family.samples}
    assert found["fewshot_votes_total"] == before + 1
    assert found["fewshot_rooms"] == found["fewshot_phones"] == found["fewshot_database_up"] == 1
    assert ME not in text and code not in text
    asked(app, f"Bearer {TOKEN}")
    assert 'route="/metrics",status="200"' in asked(app, f"Bearer {TOKEN}")[1]


def test_a_database_that_is_away_is_told_and_the_rest_measured(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(book, "sizes", away)
    registry = CollectorRegistry()
    registry.register(gauges.Gauges())
    text = generate_latest(registry).decode()
    assert (
        "fewshot_database_up 0.0" in text and "fewshot_rooms " not in text and "fewshot_store_bytes" in text
    )


def asked_for(query: str) -> tuple[set[str], set[str]]:
    """The metrics of a query, and the labels that it tells them apart by."""
    labels = re.findall(r"(\w+)\s*[=!]~?", " ".join(re.findall(r"\{(.*?)\}", query)))
    labels += re.findall(r"\w+", " ".join(re.findall(r"\b(?:by|without) \((.*?)\)", query)))
    plain = re.sub(r"\{.*?\}|\[.*?\]|\b(?:by|without) \(.*?\)", "", query)
    return set(re.findall(r"\b[a-zA-Z_]\w*\b(?!\s*\()", plain)), set(labels)


def test_the_dashboard_asks_for_what_there_is(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    lives = SimpleNamespace(pid=os.getpid(), poll=lambda: None)
    monkeypatch.setattr(runs.engine(), "_process", lives)
    _, text = asked(app, f"Bearer {TOKEN}")
    there = {name for family in read(text) for name in _names(family.name, family.type)}
    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    queries = [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]
    assert len(queries) >= 12
    for query in queries:
        named, labels = asked_for(query)
        assert named and named <= there, f"{query} asks for {named - there}"
        of_all = {label for name in named for label in _labels(name)}
        assert labels <= of_all | {"le", "job", "instance"}, f"{query} tells apart by {labels - of_all}"
    for each in board["templating"]["list"]:
        if each["type"] == "query":
            assert set(re.findall(r"label_values\((\w+), job\)", each["query"])) <= there
    wrong = asked_for('sum by (room) (rate(fewshot_wishes_total{where="x"}[5m])) * 60')
    assert wrong == ({"fewshot_wishes_total"}, {"room", "where"})


def test_the_dashboard_shows_all_that_is_counted_of_a_class() -> None:
    board = DASHBOARD.read_text(encoding="utf-8")
    assert all(f"fewshot_{name}" in board for name in ("votes_total", "drawings_total", "rooms", "phones"))


def _names(family: str, kind: str) -> set[str]:
    """What the samples of a family are called, whether there are any yet or not."""
    if kind == "counter":
        return {f"{family.removesuffix('_total')}_total"}
    return {f"{family}_{part}" for part in ("bucket", "sum", "count")} if kind == "histogram" else {family}


def _labels(metric: str) -> tuple[str, ...]:
    """By what the app tells apart the samples of a metric of its own."""
    own = [each for each in vars(meters).values() if isinstance(each, MetricWrapperBase)]
    return next((each._labelnames for each in own if metric.startswith(each._name)), ())
