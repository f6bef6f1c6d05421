"""The simulated queue: against the laws that hold for every queue, and against what was measured."""

import json
from pathlib import Path

import pytest

from tests.load.points import FILE
from tests.load.simulation import Costs, Server, agreement, at_point, machines, pages, process, simulate

MINUTE = 60_000.0
THINK = 5.0
DOC = Path(__file__).parents[2] / "docs" / "scaling.md"


def one_page(script: float, afterwards: float = 0.0) -> Costs:
    """A server with one page, which costs the same whether its task is known or not."""
    return Costs([(script, afterwards)], [(script, afterwards)])


def test_who_is_alone_never_waits():
    met = simulate(one_page(100), 1, Server(2), THINK, 100 * MINUTE)
    assert met.mean_ms == pytest.approx(100) and met.p95_ms == pytest.approx(100)
    assert met.reruns == pytest.approx(100 * MINUTE / (100 + 1000 * THINK / 2), rel=0.03)
    assert met.cores_used == pytest.approx(100 * met.reruns / (100 * MINUTE), rel=0.01)


def test_a_full_server_does_what_one_interpreter_can():
    met = simulate(one_page(100), 100, Server(2), THINK, 10 * MINUTE)
    assert met.cores_used == pytest.approx(1, rel=0.02)
    assert met.reruns == pytest.approx(10 * MINUTE / 100, rel=0.02)


def test_the_law_of_response_time_holds():
    """Visitors = reruns a millisecond x (time of a rerun + thought): Denning and Buzen, 1978."""
    met = simulate(one_page(60), 40, Server(2), THINK, 20 * MINUTE)
    in_all = met.reruns / (20 * MINUTE) * (met.mean_ms + 1000 * THINK / 2)
    assert in_all == pytest.approx(40, rel=0.03)


def test_what_comes_afterwards_uses_the_cores_that_are_left():
    met = simulate(one_page(50, 2000), 100, Server(1.7), THINK, MINUTE)
    assert met.cores_used == pytest.approx(1.7, rel=0.03)
    alone = simulate(one_page(50), 100, Server(1.7), THINK, MINUTE)
    assert met.mean_ms == pytest.approx(alone.mean_ms, rel=0.01), "pages come first"


def test_work_takes_longer_while_other_work_is_under_way():
    alone = simulate(one_page(50), 1, Server(2, slower=1.5), THINK, 100 * MINUTE)
    beside = simulate(one_page(50, 100_000), 1, Server(2, slower=1.5), THINK, 100 * MINUTE)
    assert alone.mean_ms == pytest.approx(50) and beside.mean_ms == pytest.approx(75, rel=0.01)


def test_it_agrees_with_what_was_measured():
    found = json.loads(FILE.read_text(encoding="utf-8"))
    assert len(found["points"]) >= 3
    for point in found["points"]:
        met = at_point(found, point)
        assert met.mean_ms == pytest.approx(point["rerun"]["mean_ms"], rel=0.2), point["visitors"]
        assert met.cores_used == pytest.approx(point["cores_used"], rel=0.2), point["visitors"]


def test_the_page_on_scaling_has_the_tables_that_the_simulation_prints():
    found = json.loads(FILE.read_text(encoding="utf-8"))
    text = DOC.read_text(encoding="utf-8")
    for table in (pages, process, agreement, machines):
        assert table(found) in text
