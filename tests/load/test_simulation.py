"""The simulated server: against the laws that hold for every queue, and against what was measured."""

import json

import pytest

from tests.load.points import FILE
from tests.load.simulation import Costs, Server, Speeds, at_point, simulate
from tests.load.visitors import THINK

MINUTE = 60_000.0
APART = Speeds(2, script=(1.0, 1.0, 1.0), job=(1.0, 1.0), beside=(1.0, 1.0))


def one_page(script: float, job: float = 0.0) -> Costs:
    """A server with one page, whose script costs the same whether its task is known or not."""
    return Costs([script], [script], [0.0], [job])


def test_who_is_alone_never_waits():
    met = simulate(one_page(100), 1, APART, ms=100 * MINUTE)
    assert met.mean_ms == pytest.approx(100) and met.p95_ms == pytest.approx(100)
    assert met.reruns == pytest.approx(100 * MINUTE / (100 + 1000 * THINK / 2), rel=0.03)
    assert met.cores == pytest.approx(100 * met.reruns / (100 * MINUTE), rel=0.01)


def test_a_full_server_does_what_one_interpreter_can():
    met = simulate(one_page(100), 100, APART, ms=10 * MINUTE)
    assert met.cores == pytest.approx(1, rel=0.02)
    assert met.reruns == pytest.approx(10 * MINUTE / 100, rel=0.02)


def test_the_law_of_response_time_holds():
    """Visitors = reruns a millisecond x (time of a rerun + thought): Denning and Buzen, 1978."""
    met = simulate(one_page(60), 40, APART, ms=20 * MINUTE)
    in_all = met.reruns / (20 * MINUTE) * (met.mean_ms + 1000 * THINK / 2)
    assert in_all == pytest.approx(40, rel=0.03)


def test_what_a_rerun_takes_beside_its_script_is_nobody_elses_time():
    met = simulate(Costs([50], [50], [20], [0]), 1, APART, ms=100 * MINUTE)
    assert met.mean_ms == pytest.approx(70)
    assert met.cores == pytest.approx(50 * met.reruns / (100 * MINUTE), rel=0.01)


def test_each_task_is_computed_once():
    met = simulate(one_page(1, job=60), 50, APART, ms=100 * MINUTE)
    assert met.cores * 100 * MINUTE == pytest.approx(50 * 60 + met.reruns, rel=0.01)


def test_a_script_beside_jobs_takes_as_much_longer_as_was_measured():
    beside = Speeds(2, script=(1.0, 0.8, 0.5), job=(1.0, 1.0), beside=(1.0, 1.0))
    alone = simulate(one_page(50), 1, beside, ms=100 * MINUTE)
    with_two = simulate(one_page(50, job=1e9), 1, beside, ms=100 * MINUTE)
    assert alone.mean_ms == pytest.approx(50) and with_two.mean_ms == pytest.approx(100, rel=0.01)


def test_jobs_beside_a_script_come_on_as_slowly_as_was_measured():
    beside = Speeds(2, script=(1.0, 1.0, 1.0), job=(1.0, 1.0), beside=(0.5, 0.25))
    server = Server(beside, scripts={0: 100.0}, jobs=[100.0, 200.0, 300.0])
    assert server.next_end() == 100
    assert server.pass_time(100) == [0] and server.jobs == [75.0, 175.0, 300.0], "two at a time"
    assert server.pass_time(75) == [] and server.jobs == [100.0, 300.0]
    assert server.used == 100 * 2 + 75 * 2


def test_it_agrees_with_what_was_measured():
    found = json.loads(FILE.read_text(encoding="utf-8"))
    assert len(found["points"]) >= 3
    agree = []
    for point in found["points"]:
        met = at_point(found, point)
        assert met.cores == pytest.approx(point["cores_used"], rel=0.2), point["visitors"]
        agree.append(met.mean_ms == pytest.approx(point["rerun"]["mean_ms"], rel=0.2))
    assert sum(agree) >= 3, "the fullest may not: near its limit, no minute is like another"
