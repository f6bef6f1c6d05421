"""Pages taken home: the program prints the numbers of the page to the last digit that is shown."""

from __future__ import annotations

import io
import json
import re
import runpy
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from math import floor
from pathlib import Path
from typing import Any

import pytest
import torch

from fewshot_app.instruments.compare import page as compare
from fewshot_app.instruments.compare.columns import Column, column_data
from fewshot_app.instruments.compare.live import Live
from fewshot_app.instruments.curves.points import differences, points
from fewshot_app.instruments.curves.view import shown_of
from fewshot_app.instruments.inside import runs as inside_runs
from fewshot_app.instruments.inside.counts import TASKS
from fewshot_app.instruments.inside.figures import reliability_record
from fewshot_app.instruments.map.runs import embedding
from fewshot_app.shared import runs
from fewshot_app.shared.answers import answer
from fewshot_app.shared.charts.confusion import confusion_record, percent
from fewshot_app.shared.foot.program import Program, notebook, script
from fewshot_app.shared.host import fitted
from fewshot_app.shared.room import rooms
from fewshot_app.shared.task import Task, mixed_order
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_app.shared.worker import Job
from fewshot_core.measuring import measure
from fewshot_core.measuring.evaluation import Evaluation
from fewshot_core.measuring.rounding import half_up
from fewshot_core.studies.curves import curve
from fewshot_core.tensors.episode import EpisodeSpec

TAKEN = [room for room in rooms() if room.take_home()]
FINE_TUNED = "conventional/fine-tune"


def program(name: str, lang: str = "en", **choices: Any) -> Program:
    room = next(room for room in TAKEN if room.name == name)
    home = room.take_home()
    assert home
    return home.program(fitted(room.choices(**choices)), words(lang))


def run_script(taken: Program, folder: Path) -> str:
    """What the program prints as a script, run in this process."""
    path = folder / "taken.py"
    path.write_text(script(taken), encoding="utf-8")
    said, threads = io.StringIO(), torch.get_num_threads()
    try:
        with redirect_stdout(said):
            runpy.run_path(str(path), run_name="__main__")
    finally:
        torch.set_num_threads(threads)
    return said.getvalue()


def run_notebook(taken: Program, folder: Path) -> str:
    """What it prints as a notebook, in a kernel of its own; what it shows are pictures."""
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    made = nbformat.reads(notebook(taken), as_version=4)
    nbformat.validate(made)
    place = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(made, timeout=600, kernel_name="python3", resources=place).execute()
    outputs = [out for cell in made.cells if cell.cell_type == "code" for out in cell.outputs]
    shown = [out for out in outputs if out.output_type == "execute_result"]
    assert len(shown) == sum(cell.kind == "show" for cell in taken.cells)
    assert all("image/png" in out.data for out in shown)
    return "".join(out.text for out in outputs if out.output_type == "stream")


@pytest.fixture(params=[run_script, pytest.param(run_notebook, marks=pytest.mark.slow)])
def printed(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Program], str]:
    """What a page that was taken home prints: as a script, and, slowly, as a notebook."""
    return lambda taken: request.param(taken, tmp_path)


def ended(job: Job[Any]) -> Any:
    """The result of a job, once it is there."""
    end = time.monotonic() + 60
    while not job.done and time.monotonic() < end:
        time.sleep(0.02)
    assert job.result
    return job.result


def probabilities(task: Task, learner: str) -> Any:
    return ended(answer(task, learner)).probabilities


def test_the_task_of_the_explorer(printed: Callable[[Program], str]) -> None:
    said = printed(program("explorer", "zh", way=4, shot=2, query=3, seed=9))
    task = Task("everyday", "test", 4, 2, 3, 9)
    drawn, data = runs.episode(task), runs.data("everyday")
    choices, tasks = runs.task_counts(task)
    assert said.splitlines()[:4] == [
        f"{letter} {data.classes[i].zh}" for letter, i in zip("ABCD", drawn.class_ids, strict=True)
    ]
    assert f"{choices:,}" in said
    digits, exponent = said.splitlines()[-1].split("e+")
    powers = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    assert words("zh").large(tasks).translate(powers) == f"{digits}\u00a0×\u00a010{exponent}"


def test_chosen_classes_are_asked_again(printed: Callable[[Program], str]) -> None:
    said = printed(program("explorer", classes=("lion", "bowl-of-food"), shot=1, query=5))
    assert said.splitlines()[0] == "A lion"


def test_the_numbers_of_a_comparison(printed: Callable[[Program], str]) -> None:
    learners, step, task = (FINE_TUNED, "maml", "protonet"), 3, Task("everyday", "test", 5, 1, 2, 7)
    said = printed(
        program("compare", way=5, shot=1, query=2, seed=7, learners=learners, step=step, against=FINE_TUNED)
    )
    drawn = runs.episode(task)
    order, live = mixed_order(5, 2, 7), Live(task)
    cells: list[list[str]] = []
    for learner in learners:
        shown = column_data(
            Column(learner, "done", probabilities(task, learner)), drawn.query_y.numpy(), order, words("en")
        )
        at = min(step, len(shown["right"]) - 1)
        assert f"{learner:26} {shown['right'][at]}/10   {shown['right']}\n" in said
        pairs = zip(shown["top"][at], shown["shares"][at], strict=True)
        cells.append([f"{'ABCDE'[top]} {floor(row[top] / 10 + 0.5):3} %" for top, row in pairs])
        measured = compare._measured(task, learner, live)
        assert measured
        at = min(step, len(measured.mean) - 1)
        mean, half = (words("en").number(of[at], 1) for of in (measured.mean, measured.ci95))
        interval = f"{mean} ± {half} %   ({measured.episodes})"
        assert f"{learner:26} {interval}\n" in said
        gaps = runs.stored_differences(task.data, learner, FINE_TUNED, 5, 1)
        assert gaps
        mean, half = (half_up(100 * part, 1) for part in gaps[step])
        ahead = f"{learner:26} {mean:+} ± {half}\n"
        assert (ahead in said) == (learner != FINE_TUNED)
    for number, (image, row) in enumerate(zip(order, zip(*cells, strict=True), strict=True), 1):
        truth = "ABCDE"[drawn.query_y[image]]
        assert f"{number:3} {truth}:  {'   '.join(row)}\n" in said


def test_the_numbers_of_a_prediction(printed: Callable[[Program], str]) -> None:
    learner, image, task = "protonet", 4, Task("everyday", "test", 5, 2, 3, 7)
    said = printed(program("inside", "zh", learner=learner, way=5, shot=2, query=3, seed=7, image=image))
    found = ended(inside_runs.inside(task, learner))
    lines = iter(said.splitlines()[6:])
    assert next(lines) == "B"
    rows = found.probabilities[:, image].round(4).tolist()
    for letter, share in zip("ABCDE", rows[0], strict=True):
        told = percent(share, words("en")).replace("\u00a0", " ")
        assert next(lines) == f"{letter} {told:>5} {told:>5}"
    for place, far in zip(found.near.index[0, image], found.near.distance[0, image], strict=True):
        assert next(lines) == f"{'ABCDE'[place // 2]} {place % 2 + 1}   {words('zh').number(far, 2)}"
    counted = ended(inside_runs.many_tasks(task, learner, TASKS[1]))
    record = reliability_record(counted.calibration)
    share = percent(record["right"] / record["answers"], words("en")).replace("\u00a0", " ")
    assert next(lines) == f"{words('zh').number(100 * record['error'], 1)} %   {record['answers']}   {share}"
    assert [int(next(lines).split()[-1]) for _ in record["bins"]] == [
        count for _, count, *_ in record["bins"]
    ]
    names = runs.data("everyday").classes
    for true, answered, times, chances in confusion_record(counted.confusion)["pairs"]:
        line = next(lines)
        assert line.startswith(f"{names[true].zh} → {names[answered].zh}: ")
        assert line.endswith(f"({times} / {chances})")
    assert next(lines, None) is None


def test_the_numbers_of_the_map(printed: Callable[[Program], str]) -> None:
    task, step, image = Task("everyday", "test", 3, 2, 4, 11), 3, 5
    said = printed(program("map", learner="maml", way=3, shot=2, query=4, seed=11, step=step, image=image))
    record = ended(embedding(task, "maml"))
    lines = iter(said.splitlines()[4:])
    labels = record["labels"][record["support"] :]
    right = [sum(a == b for a, b in zip(state, labels, strict=True)) for state in record["answer"]]
    assert next(lines) == f"{right[step]}/12   {right}"
    rows = zip(labels, record["answer"][step], record["sure"][step], strict=True)
    for number, (true, said_so, sure) in enumerate(rows, 1):
        assert next(lines) == f"{number:3} {'ABC'[true]} {'ABC'[said_so]} {sure:3} %"
    at = record["support"] + image
    for other, far in zip(record["near"][step][at], record["distances"][step][at], strict=True):
        side = "support" if other < record["support"] else "query"
        assert next(lines) == f"{'ABC'[record['labels'][other]]} {side:8} {far:.2f}"
    assert next(lines) == str([f"{share} %" for share in record["kept"]])


@pytest.mark.parametrize("name", ["inside", "map"])
def test_a_visitors_own_learner_is_not_taken_home(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "learners", lambda data: ("own",))
    room = next(room for room in TAKEN if room.name == name)
    home = room.take_home()
    assert home and home.program(fitted(room.choices(learner="own")), words("en")) is None


@pytest.mark.parametrize("against", ["", "maml"])
def test_the_numbers_of_the_curves(printed: Callable[[Program], str], against: str) -> None:
    taken = program("curves", data="scripts", picture="steps", shot="5", against=against)
    room = next(room for room in TAKEN if room.name == "curves")
    choices: Any = room.choices(data="scripts", picture="steps", shot="5")
    of = {
        id: curve(runs.measured("scripts", id), "steps", 5)
        for id in shown_of(choices, runs.learners("scripts"))
    }
    found = {id: differences(c, of[against]) if against else points(c) for id, c in of.items()}
    expected = [
        f"{id:26} {p.x:3}   {half_up(p.mean, 1)} ± {half_up(p.ci95, 1)}   ({p.tasks})"
        for id in of
        for p in found[id]
    ]
    assert expected and printed(taken).splitlines() == expected


@pytest.mark.parametrize(
    ("name", "picture"), [("compare", {"query": 4, "seed": 3}), ("curves", {"picture": "k"})]
)
def test_a_half_is_rounded_as_the_page_does(
    name: str, picture: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 31.25 % and 6.25 points Python's own formats would make 31.2 and 6.2."""

    share = {"protonet": 5 / 16, "r2d2": 4 / 16}

    def measured(folder: Path) -> Evaluation:
        values = torch.full((2, 1), share[folder.name], dtype=torch.float64)
        return Evaluation(EpisodeSpec(5, 1, 4), "test", 0, values)

    monkeypatch.setattr(measure, "stored", lambda folder, *form: measured(folder))
    monkeypatch.setattr(measure, "stored_forms", lambda folder, answer: (measured(folder),))
    shown = {"learners": ("protonet", "r2d2"), **picture}
    w = words("en")
    found = run_script(program(name, **shown), tmp_path)
    assert f"   {w.number(31.25, 1)} ± 0.0" in found and w.number(31.25, 1) == "31.3"
    ahead = run_script(program(name, **shown, against="r2d2"), tmp_path)
    assert re.search(rf"protonet .* \+?{w.number(6.25, 1)} ± 0.0", ahead) and w.number(6.25, 1) == "6.3"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("room", TAKEN, ids=lambda room: room.name)
def test_a_notebook_has_the_form_of_one(room: Any, lang: str) -> None:
    made = json.loads(notebook(program(room.name, lang)))
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in made["cells"]}) == len(made["cells"])
    code = ["".join(cell["source"]) for cell in made["cells"] if cell["cell_type"] == "code"]
    assert '"pip", "install"' in code[0] and words(lang)("common.take.where") in code[0]
    for source in code:
        compile(source, room.name, "exec")
    assert "".join(made["cells"][0]["source"]).startswith("# ")
