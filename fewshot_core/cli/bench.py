"""``fewshot bench``: speed and memory as ratios, against other libraries on the same work."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import product

from fewshot_core.bench import outer, protonet, ranks, sampling
from fewshot_core.bench.peak import peak_megabytes
from fewshot_core.bench.report import Row, as_json, heading, lines, machine, rows
from fewshot_core.bench.rounds import Implementation, Pace, Spread, ratios, spread, take_turns
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import OutOfRange

ROUNDS_OF_STARTS = 3
"""The most rounds where every round starts processes anew, which takes longer than their work."""


def add(verbs: argparse._SubParsersAction) -> None:
    """Add the command and its options."""
    command = verbs.add_parser("bench", help="speed and memory against other libraries, as ratios")
    command.add_argument("--only", nargs="+", choices=SUBJECTS, default=list(SUBJECTS))
    command.add_argument("--rounds", type=int, help="turns of each implementation (default: 5; quick: 2)")
    command.add_argument("--seconds", type=float, help="of a turn at least (default: 1; quick: 0.2)")
    command.add_argument("--quick", action="store_true", help="tiny networks and few turns: does it run?")
    command.add_argument("--threads", type=int, default=1, help="CPU threads of each (default: 1)")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=bench)


def bench(options: argparse.Namespace) -> int:
    """Measure and print one comparison after the other; raises OutOfRange."""
    quick = options.quick
    pace = Pace(
        rounds=(2 if quick else 5) if options.rounds is None else options.rounds,
        seconds=(0.2 if quick else 1.0) if options.seconds is None else options.seconds,
        threads=options.threads,
    )
    for name, value in (("--rounds", pace.rounds), ("--threads", pace.threads)):
        if value < 1:
            raise OutOfRange(name, value, 1)
    facts = machine(pace.threads, pace.rounds)
    if not options.json:
        print(heading(facts), flush=True)
    measured: list[Row] = []
    for subject in options.only:
        for comparison in SUBJECTS[subject](pace, quick):
            measured += comparison
            if not options.json:
                print("\n".join(lines(comparison)), flush=True)
    if options.json:
        print(json.dumps(as_json(facts, measured)))
    return 0


def _gradient_based(method: str, pace: Pace, quick: bool) -> Iterator[list[Row]]:
    """All rivals with a small meta-batch; with a large one, whose tasks cost as much, ``higher`` alone."""
    for batch in (2,) if quick else (4, 32):
        for steps in (1, 5):
            case = outer.Case(method, steps, batch, width=4 if quick else 64)
            yield _compare(str(case), outer.implementations(case, all_rivals=batch < 32), pace)


def _protonet(pace: Pace, quick: bool) -> Iterator[list[Row]]:
    for way in (5, 20):
        spec = EpisodeSpec(way, shot=1, query=15)
        yield _compare(f"protonet, {way}-way", protonet.implementations(spec, 4 if quick else 64), pace)


def _sampling(pace: Pace, quick: bool) -> Iterator[list[Row]]:
    spec = EpisodeSpec(way=5, shot=1, query=15)
    yield _compare(f"sampling, batches of {sampling.BATCH}", sampling.implementations(spec), pace)


def _memory(pace: Pace, quick: bool) -> Iterator[list[Row]]:
    few, many = (outer.Case("maml", 5, batch, 4 if quick else 64) for batch in (1, 4 if quick else 32))
    peaks = [peak_megabytes(case, pace.threads) for case in (few, many)]
    small, large = (Spread(peak, peak, peak) for peak in peaks)
    ratio = Spread(*[peaks[1] / peaks[0]] * 3)
    title = "memory, maml, 5 inner steps, peak of a process"
    yield [
        Row(title, "ours", f"meta-batch {many.batch}", "MB", large),
        Row(title, "ours", f"meta-batch {few.batch}", "MB", small, {f"meta-batch {many.batch}": ratio}),
    ]


def _ranks(pace: Pace, quick: bool) -> Iterator[list[Row]]:
    case = outer.Case("maml", 1, batch=4 if quick else 32, width=4 if quick else 64)
    one, two = [], []
    rounds = min(pace.rounds, ROUNDS_OF_STARTS)
    for _ in range(rounds):
        one.append(ranks.tasks_a_second(1, case, updates=3))
        two.append(ranks.tasks_a_second(2, case, updates=3))
    times = {"two processes": spread(ratios(two, one))}
    title = f"processes, {case}, one thread each, {rounds} rounds"
    yield [
        Row(title, "ours", "two processes", "tasks/s", spread(two)),
        Row(title, "ours", "one process", "tasks/s", spread(one), times),
    ]


def _machine(pace: Pace, quick: bool) -> Iterator[list[Row]]:
    """All cores: the engine's faster settings, one process a core; ``higher`` on one thread and on all."""
    cores = os.cpu_count() or 1
    for method in ("maml",) if quick else ("maml", "fomaml"):
        for batch, steps in ((2, 5),) if quick else product((4, 32), (1, 5)):
            case = outer.Case(method, steps, batch, width=4 if quick else 64)
            yield _whole_machine(case, pace, cores, updates=1 if quick else 256 // batch)


def _whole_machine(case: outer.Case, pace: Pace, cores: int, updates: int) -> list[Row]:
    title = f"all {cores} cores, {case}"
    higher = Implementation("higher", outer.MAX_POOL, partial(outer.rivals_work, case, "higher", True))
    ours: dict[str, list[float]] = {name: [] for name, *_ in outer.FASTER}
    theirs: dict[int, list[float]] = {threads: [] for threads in sorted({1, cores})}
    for _ in range(min(pace.rounds, ROUNDS_OF_STARTS)):
        for name, _, backbone, precision in outer.FASTER:
            ours[name].append(ranks.tasks_a_second(cores, case, updates, precision, backbone))
        for threads, speeds in theirs.items():
            (turn,) = take_turns([higher], replace(pace, rounds=1, threads=threads))
            if turn.missing:
                return list(rows(title, [turn]))
            speeds += turn.each
    return [
        *(
            Row(title, name, f"{setting}, {cores} processes", "tasks/s", spread(ours[name]))
            for name, setting, *_ in outer.FASTER
        ),
        *(
            Row(
                comparison=title,
                implementation="higher",
                setting=f"{outer.MAX_POOL}, {threads} thread{'s' if threads > 1 else ''}",
                unit="tasks/s",
                value=spread(speeds),
                ratios={name: spread(ratios(each, speeds)) for name, each in ours.items()},
            )
            for threads, speeds in theirs.items()
        ),
    ]


def _compare(name: str, implementations: Iterator[Implementation], pace: Pace) -> list[Row]:
    return list(rows(name, take_turns(list(implementations), pace)))


SUBJECTS: dict[str, Callable[[Pace, bool], Iterator[list[Row]]]] = {
    "maml": lambda pace, quick: _gradient_based("maml", pace, quick),
    "fomaml": lambda pace, quick: _gradient_based("fomaml", pace, quick),
    "protonet": _protonet,
    "sampling": _sampling,
    "memory": _memory,
    "ranks": _ranks,
    "machine": _machine,
}
