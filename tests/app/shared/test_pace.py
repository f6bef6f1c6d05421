"""So many at once, so many a second in the long run."""

from __future__ import annotations

from fewshot_app.shared.pace import Pace, Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_so_many_a_second() -> None:
    clock = Clock()
    pace = Pace(Rate(2, 3), most=9, clock=clock)
    assert [pace.take("me") for _ in range(5)] == [True] * 3 + [False] * 2
    assert pace.take("you")
    clock.now = 1.0
    assert [pace.take("me") for _ in range(3)] == [True, True, False]
    clock.now = 100.0
    assert [pace.take("me") for _ in range(4)] == [True] * 3 + [False]


def test_whoever_waits_is_told_how_long() -> None:
    clock = Clock()
    pace = Pace(Rate(2, 2), most=9, clock=clock)
    assert [pace.wait("me") for _ in range(4)] == [0, 0, 0.5, 1.0]
    clock.now = 1.0
    assert pace.wait("me") == 0.5


def test_as_many_are_remembered_as_are_to_be() -> None:
    pace = Pace(Rate(0, 1), most=2)
    assert [pace.take(who) for who in "aab"] == [True, False, True]
    assert pace.take("c") and not pace.take("b")
    assert pace.take("a"), "whoever was there longest ago is forgotten"
