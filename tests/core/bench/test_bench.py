"""The bench: it runs, its arithmetic is right, it compares the same work. Speed itself is not tested."""

import importlib
import json
import multiprocessing
from functools import partial
from types import SimpleNamespace

import pytest
import torch

from fewshot_core.bench import outer, plain, processor, rounds
from fewshot_core.bench.peak import peak_megabytes
from fewshot_core.bench.report import heading, lines, machine, rows
from fewshot_core.bench.rounds import (
    Implementation,
    Pace,
    Speeds,
    Spread,
    Work,
    difference,
    ratios,
    spread,
    take_turns,
)
from fewshot_core.cli import main
from fewshot_core.tensors.episode import EpisodeSpec

TINY = outer.Case("maml", steps=2, batch=2, width=3)
PACE = Pace(rounds=2, seconds=0.0, threads=1)


@pytest.fixture
def soon_begun(monkeypatch):
    """Processes are forked from one that has imported torch, so that a start takes no time."""
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(["fewshot_core.bench.outer", "torch._dynamo"])
    monkeypatch.setattr(rounds, "multiprocessing", SimpleNamespace(get_context=lambda _: forked))


def make_counter() -> Work:
    """Counts its own calls, in its outcome."""
    calls = torch.zeros(1)
    return Work(partial(calls.add_, 1), units=3, outcome=calls)


def test_ratios_are_formed_within_rounds():
    assert ratios((4.0, 9.0), (2.0, 3.0)) == (2.0, 3.0)
    assert spread([3.0, 1.0, 8.0]) == Spread(3.0, 1.0, 8.0)
    assert spread([1.0, 2.0]) == Spread(1.5, 1.0, 2.0)


def test_a_difference_is_a_share_of_the_largest_entry():
    assert difference(torch.tensor([0.0, -4.0]), torch.tensor([1.0, -4.0])) == 0.25
    assert difference(None, torch.ones(1)) is None and difference(torch.ones(1), None) is None


def test_speed_is_units_by_time(monkeypatch):
    """By the clock, each piece of 3 units takes one second; after the third the turn is over."""
    clock = iter([0.0, 0.0, 1.0, 2.0, 3.0])
    monkeypatch.setattr(rounds.time, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(rounds, "_work", [Work(lambda: None, units=3)])
    assert rounds._turn(2.5) == 3 * 3 / 3.0


def test_implementations_take_turns_and_a_missing_one_says_so(soon_begun):
    absent = Implementation("absent", "never", partial(importlib.import_module, "no_such_package"))
    first, second = take_turns([Implementation("a", "s", make_counter, ours=True), absent], PACE)
    assert len(first.each) == PACE.rounds and min(first.each) > 0
    assert second.each == () and "no_such_package" in second.missing
    told = list(rows("c", [first, second]))
    assert told[1].value is None and "pip install" in told[1].note
    assert "no_such_package" in "\n".join(lines(told))


def test_any_other_error_of_an_implementation_is_not_hidden(soon_begun):
    with pytest.raises(ZeroDivisionError):
        take_turns([Implementation("a", "s", partial(divmod, 1, 0))], PACE)


def test_a_rivals_row_says_how_many_times_as_fast_ours_are():
    ours = Implementation("ours", "s", make_counter, ours=True)
    fast = Implementation("fast", "s", make_counter, ours=True)
    rival = Implementation("rival", "s", make_counter)
    measured = [
        Speeds(ours, (2.0, 6.0), torch.tensor([1.0, 2.0])),
        Speeds(fast, (4.0, 4.0)),
        Speeds(rival, (1.0, 2.0), torch.tensor([1.0, 1.0])),
    ]
    row = list(rows("c", measured))[2]
    assert row.ratios == {"ours": Spread(2.5, 2.0, 3.0), "fast": Spread(3.0, 2.0, 4.0)}
    assert row.difference == 0.5
    assert all(not r.ratios and r.difference is None for r in list(rows("c", measured))[:2])


@pytest.mark.parametrize("method", ["maml", "fomaml"])
@pytest.mark.parametrize("rival", ["plain", "higher", "torchopt"])
@pytest.mark.parametrize("usual", [True, False])
def test_rivals_do_the_same_work(method, rival, usual):
    if rival != "plain":
        pytest.importorskip(rival)
    if (method, rival) == ("fomaml", "torchopt"):
        pytest.skip("TorchOpt has no first order")
    case = outer.Case(method, TINY.steps, TINY.batch, TINY.width)
    theirs = outer.rivals_work(case, rival, usual)
    assert difference(outer.ours(case).outcome, theirs.outcome) < 1e-9
    theirs.run()


def test_first_and_second_order_are_told_apart():
    """The comparison above would mean nothing if any gradient passed."""
    first = outer.Case("fomaml", TINY.steps, TINY.batch, TINY.width)
    assert difference(outer.ours(TINY).outcome, outer.ours(first).outcome) > 1e-3


def test_the_usual_network_is_ours():
    torch.manual_seed(0)
    ours = outer._method(TINY, "conv4").network.double()
    usual = plain.usual_network(1, TINY.width, 5).double()
    outer._copy_weights(ours, usual)
    images = torch.rand(6, 1, 28, 28, dtype=torch.float64)
    assert torch.allclose(usual(images), ours(images).expand(-1, 5), atol=1e-12)


def test_easyfsl_draws_and_learns(tiny):
    pytest.importorskip("easyfsl")
    from fewshot_core.bench import easyfsl

    spec = EpisodeSpec(way=3, shot=1, query=2)
    drawn = easyfsl.tasks(tiny, "train", spec)
    support_x, support_y, query_x, query_y, _ = next(drawn)
    assert support_x.shape == (3, 1, 28, 28) and query_x.shape == (6, 1, 28, 28)
    assert sorted(support_y.tolist()) == [0, 1, 2] and sorted(query_y.tolist()) == [0, 0, 1, 1, 2, 2]
    backbone = plain.usual_network(1, 3, 3)[:-1]
    before = backbone[0].weight.clone()
    assert easyfsl.Training(backbone, drawn).step() > 0
    assert not torch.equal(before, backbone[0].weight)


def test_json_has_the_machine_and_every_row(capsys):
    assert main(["bench", "--quick", "--only", "sampling", "--rounds", "1", "--seconds", "0", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["threads"] == 1 and report["rounds"] == 1 and report["cores"] >= 1 and report["processor"]
    assert report["versions"]["torch"] == torch.__version__.partition("+")[0]
    by_name = {row["implementation"]: row for row in report["rows"]}
    assert set(by_name) == {"ours", "plain gather", "easyfsl"}
    ours, gather = by_name["ours"]["value"], by_name["plain gather"]
    assert ours["low"] <= ours["median"] <= ours["high"]
    assert gather["ratios"]["ours"]["median"] == pytest.approx(ours["median"] / gather["value"]["median"])


def test_the_report_says_for_which_processor_it_holds(tmp_path, monkeypatch):
    listed = "model name\t: Some CPU @ 2 GHz\nflags\t\t: fpu avx2 avx512f avx512_bf16 sse\n"
    monkeypatch.setattr(processor, "CPUINFO", tmp_path / "cpuinfo")
    assert processor.flags() == [] and processor.processor()  # no such file
    processor.CPUINFO.write_text(2 * listed, encoding="utf-8")
    facts = machine(threads=1, rounds=2)
    assert facts["processor"] == "Some CPU @ 2 GHz" and facts["flags"] == ["avx2", "avx512f", "avx512_bf16"]
    assert "it has: avx2, avx512f, avx512_bf16\n" in heading(facts)
    processor.CPUINFO.write_text("Features\t: fp asimd bf16\n", encoding="utf-8")
    assert processor.flags() == ["asimd", "bf16"]


def test_a_case_has_its_implementations_and_a_table(soon_begun):
    all_of_them = list(outer.implementations(TINY, all_rivals=True))
    names = [implementation.name for implementation in all_of_them]
    ours = ["ours", "ours, bfloat16", "ours, strided", "ours, strided bfloat16"]
    assert names == [*ours, "higher", "higher", "torchopt", "plain"]
    settings = [implementation.setting for implementation in all_of_them[:4]]
    assert settings == [f"{kind}, {of}" for kind in ("max-pool", "strided") for of in ("float32", "bfloat16")]
    told = list(rows(str(TINY), take_turns([all_of_them[0], all_of_them[1], all_of_them[-1]], PACE)))
    assert told[-1].value and told[-1].difference < 1e-9
    table = "\n".join(lines(told))
    assert "maml, 2 inner steps, meta-batch 2" in table and "gradient differs by" in table


def test_numbers_below_one_are_refused(capsys):
    for option in ("--rounds", "--threads"):
        assert main(["bench", option, "0"]) == 1
        assert f"{option} must be at least 1" in capsys.readouterr().err


def test_every_subject_can_be_asked_for_alone(capsys):
    with pytest.raises(SystemExit):
        main(["bench", "--only", "nothing"])
    told = capsys.readouterr().err
    assert all(name in told for name in ("maml", "fomaml", "protonet", "sampling", "memory", "ranks"))


def test_the_peak_of_memory_is_of_a_whole_process():
    peak = peak_megabytes(TINY, threads=1, updates=1)
    assert 50 < peak < 20_000


def test_a_given_task_is_dealt_like_any_other():
    tasks = [SimpleNamespace(), SimpleNamespace()]
    assert outer.Given(tasks).episodes(outer.SPEC, 2) == tasks


def test_all_cores_of_ours_against_one_thread_and_all_of_the_rival(capsys, soon_begun):
    pytest.importorskip("higher")
    command = ["bench", "--quick", "--only", "machine", "--rounds", "1", "--seconds", "0", "--json"]
    assert main(command) == 0
    report = json.loads(capsys.readouterr().out)
    ours = [row for row in report["rows"] if row["implementation"].startswith("ours")]
    theirs = [row for row in report["rows"] if row["implementation"] == "higher"]
    assert [row["implementation"] for row in ours] == [name for name, *_ in outer.FASTER]
    assert all(f"{report['cores']} processes" in row["setting"] for row in ours)
    assert len(theirs) == min(2, report["cores"]) and "1 thread" in theirs[0]["setting"]
    for row in theirs:
        for fast in ours:
            ratio = row["ratios"][fast["implementation"]]["median"]
            assert ratio == pytest.approx(fast["value"]["median"] / row["value"]["median"])
