"""Draw your task: what browsers send is read with care, and drawings are answered as images are."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest

from fewshot_app.lab.draw import DrawChoices
from fewshot_app.lab.draw import runs as draw_runs
from fewshot_app.lab.draw.asking import Desk, asked_of, chosen, look_of, mapped
from fewshot_app.lab.draw.page import DESK, board_data, map_data, view_strip
from fewshot_app.lab.draw.plane import plane_of
from fewshot_app.lab.draw.runs import Mapped, images
from fewshot_app.lab.draw.sheet import read_sheet
from fewshot_app.shared import runs
from fewshot_app.shared.drawings.runs import Support, Taught
from fewshot_app.shared.drawings.strokes import NoDrawing
from fewshot_app.shared.host import fitted
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_app.shared.worker import Job
from fewshot_core.data.strokes import view
from tests.app.opened import ran

HOUSE = [[40, 200, 40, 90, 128, 20, 215, 90, 215, 200, 40, 200]]
HOUSE_READ = read_sheet({"q1": HOUSE})["q1"]


def script(sent: object) -> None:
    from fewshot_app.lab.draw import page
    from fewshot_app.lab.draw.asking import look_of
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room("draw"))
    if isinstance(sent, dict) and sent.get("look") == "this":
        sent = sent | {"look": look_of(host.now())}
    if sent is not None:
        page._lay(host, sent)
    page.draw(host.now(), host)


def page_with(sent: Any, **params: object) -> AppTest:
    return ran(script, sent, **params)


def answered(choices: DrawChoices, sheet: dict[str, Any], learners: tuple[str, ...]) -> Desk:
    """The desk once these learners have answered."""
    desk = Desk()
    desk.lay(look_of(choices), read_sheet(sheet), 1)
    desk.ask(asked_of(choices, desk.sheet), learners)
    desk.map_by(learners[0])
    settle(desk)
    return desk


def settle(desk: Desk) -> None:
    """Wait until all have answered and the plane is laid."""
    end = time.monotonic() + 60
    desk.collect()
    while (desk.waiting or (desk.laying and not desk.laying.done)) and time.monotonic() < end:
        time.sleep(0.02)
        desk.collect()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("mine", ["query", "support", "both"])
def test_the_page_in_both_languages(lang: str, mine: str) -> None:
    page = page_with(None, lang=lang, mine=mine, who="protonet")
    assert [title.value for title in page.title] == [words(lang)("draw.title")]
    assert not page.warning and not page.error


def test_a_sheet_that_is_sent_is_counted_in_the_address() -> None:
    sent = {"look": "this", "sent": 1, "drawings": {"q1": HOUSE, "q2": HOUSE}}
    page = page_with(sent, lang="en", who="protonet")
    assert page.query_params["drawn"] == "2"
    assert list(page.session_state[DESK].sheet) == ["q1", "q2"]
    late = page_with(sent | {"look": "query other classes"}, lang="en", who="protonet")
    assert not late.session_state[DESK].sheet and "drawn" not in late.query_params


HOSTILE: list[Any] = [
    None,
    [],
    "q1",
    {"q11": HOUSE},
    {"F1": HOUSE},
    {3: HOUSE},
    {"q1": "0,0"},
    {"q1": [[1, 2, 3]]},
    {"q1": [[1, 256]]},
    {"q1": [[-1, 0]]},
    {"q1": [[1.5, 2.5]]},
    {"q1": [[True, False]]},
    {"q1": [["1", "2"]]},
    {"q1": [[float("nan"), 1]]},
    {"q1": [{"x": 1}]},
    {"q1": [[1, 2]] * 61},
    {"q1": [[1, 2] * 2001]},
    {f"x{i}": [] for i in range(36)},
]


@pytest.mark.parametrize("given", HOSTILE, ids=str)
def test_what_is_no_drawing_is_refused(given: Any) -> None:
    with pytest.raises(NoDrawing):
        read_sheet(given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_refusal_is_one_sentence(lang: str) -> None:
    choices = fitted(DrawChoices(lang=lang))
    assert board_data(choices, Desk(), True, words(lang))["trouble"] == words(lang)("draw.refused")
    page = page_with({"look": "this", "drawings": {"q1": [[1, 999]]}}, lang=lang, who="protonet")
    assert not page.session_state[DESK].sheet and not page.error


def test_empty_drawings_are_left_out() -> None:
    assert read_sheet({"A1": [], "B2": [[]], "q1": [[1, 2]]}) == {"q1": (((1, 2),),)}


def test_a_learner_answers_a_drawing_as_it_answers_an_image() -> None:
    choices = fitted(DrawChoices(seed=3))
    desk = answered(choices, {"q1": HOUSE, "q2": [[0, 0]]}, ("protonet",))
    method, task = runs.method("everyday", "protonet"), runs.episode(choices.task)
    scores = method.adapt(task.support_x, task.support_y).predict(images((HOUSE_READ,)))
    assert desk.answered == ("q1", "q2")
    assert torch.allclose(torch.tensor(desk.answers["protonet"].shares[:1]), scores.softmax(-1), atol=1e-5)
    data = board_data(choices, desk, False, words("en"))
    assert data["seen"] == ["q1", "q2"] and data["view"].startswith("data:image/png") and data["support"]
    assert all(980 < sum(row) < 1020 for row in next(o for o in data["learners"] if o["shares"])["shares"])


def test_a_drawing_is_answered_alone_whatever_else_is_drawn() -> None:
    taught = Taught(Support(fitted(DrawChoices()).task), "fomaml")
    one, two = taught.answer(images((HOUSE_READ,))), taught.answer(images((HOUSE_READ, (((9, 9),),))))
    assert one.shares[0] == pytest.approx(two.shares[0])
    assert torch.allclose(one.features[0], two.features[0])


def test_a_busy_server_teaches_nobody_before_there_is_something_to_answer() -> None:
    choices, desk = fitted(DrawChoices(seed=3)), Desk()
    nothing = asked_of(choices, read_sheet({}))
    desk.ask(nothing, ("protonet",), busy=True)
    assert desk.asked == nothing and not desk.jobs
    desk.ask(nothing, ("protonet",))
    assert tuple(desk.jobs) == ("protonet",)
    desk.ask(asked_of(choices, read_sheet({"q1": HOUSE})), ("protonet", "maml"), busy=True)
    settle(desk)
    assert set(desk.answers) == {"protonet", "maml"}


def test_who_was_taught_does_not_stand_behind_others_in_the_queue() -> None:
    desk = answered(choices := fitted(DrawChoices(seed=3)), {"q1": HOUSE}, ("protonet",))
    desk.ask(asked_of(choices, read_sheet({"q1": HOUSE, "q2": [[0, 0]]})), ("protonet",))
    assert all(isinstance(job, Job) and job.done for job in desk.jobs.values())
    desk.collect()
    assert desk.answered == ("q1", "q2")


def test_only_the_drawing_that_changed_is_looked_at_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    mapped_learner = Mapped(Support(fitted(DrawChoices()).task), "protonet")
    looked = []
    answer = Taught.answer
    monkeypatch.setattr(Taught, "answer", lambda self, new: looked.append(len(new)) or answer(self, new))
    two = images((HOUSE_READ, (((9, 9),),)))
    first, again = mapped_learner.answer(two), mapped_learner.answer(two.flip(0))
    other = mapped_learner.answer(torch.cat([two[:1], images(((((0, 0), (255, 255)),),))]))
    assert looked == [2, 0, 1]
    assert again.shares == first.shares[::-1] and torch.equal(again.features, first.features.flip(0))
    assert other.shares[0] == first.shares[0] and mapped_learner.answer(two[:0]).shares == ()


@pytest.mark.parametrize("learner", ["protonet", "conventional/fine-tune", "maml"])
def test_images_that_are_answered_together_are_answered_as_one_by_one(learner: str) -> None:
    """By the engine's own way, image after image: a network that is shown several must not say otherwise."""
    task = fitted(DrawChoices(seed=3)).task
    said = Taught(Support(task), learner).answer(runs.episode(task).query_x)
    asked = runs.episode(task)
    adapted = runs.method("everyday", learner).adapt(asked.support_x, asked.support_y)
    alone = torch.cat([adapted.predict(query[None]) for query in asked.query_x]).softmax(-1)
    assert torch.allclose(torch.tensor(said.shares), alone, atol=1e-5)


def test_learners_share_the_weights_and_change_none() -> None:
    shared = runs.method("everyday", "conventional/fine-tune")
    before = {name: value.clone() for name, value in shared.state_dict().items()}
    Taught(Support(fitted(DrawChoices()).task), "conventional/fine-tune").answer(images((HOUSE_READ,)))
    assert all(torch.equal(value, before[name]) for name, value in shared.state_dict().items())


def test_a_drawing_of_the_support_set_is_rendered_once_for_all_learners(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rendered: list[Any] = []
    monkeypatch.setattr(draw_runs, "view", lambda drawing: rendered.append(drawing) or view(drawing))
    drawings = (HOUSE_READ * 3, (((7, 7), (99, 30)),))
    support = Support(None, drawings, 2)
    for learner in ("protonet", "matchingnet"):
        assert draw_runs.taught(support, learner) is draw_runs.taught(replace(support), learner)
        draw_runs.taught(support, learner).plane()
    assert rendered == [*drawings]


def test_answers_that_come_between_two_looks_are_not_lost() -> None:
    """The board asks again as long as it is told to wait: it is, until the answers are taken over."""
    choices, desk, job = fitted(DrawChoices()), Desk(), Job(lambda: iter(()), lambda: None)
    desk.jobs = {"protonet": job}
    desk.collect()
    job.run()
    assert board_data(choices, desk, False, words("en"))["waiting"]
    desk.collect()
    assert not board_data(choices, desk, False, words("en"))["waiting"]


def test_drawn_examples_are_the_support_set_and_all_are_needed() -> None:
    choices = fitted(DrawChoices(mine="support", way=2, query=1, seed=5))
    assert asked_of(choices, {"A1": HOUSE_READ}) is None
    desk = answered(choices, {"A1": HOUSE, "B1": [[0, 0, 255, 255]]}, ("protonet",))
    assert desk.answered == ("d1", "d2") and len(desk.answers["protonet"].shares) == 2
    own = fitted(DrawChoices(mine="both", way=2))
    same = answered(own, {"A1": HOUSE, "B1": [[0, 0, 255, 255]], "q1": HOUSE}, ("protonet",))
    assert same.answers["protonet"].shares[0][0] > 0.5  # the very drawing that A was taught by
    data = board_data(own, same, False, words("zh"))
    assert data["classes"] == [] and data["support"] == data["query"] == ""


def test_another_stroke_drops_what_was_asked_before() -> None:
    choices, desk = fitted(DrawChoices(seed=11)), Desk()
    desk.ask(asked_of(choices, {"q1": HOUSE_READ}), ("protonet", "maml"))
    before = list(desk.jobs.values())
    desk.ask(asked_of(choices, {"q1": HOUSE_READ}), ("protonet", "maml"))
    assert list(desk.jobs.values()) == before
    desk.ask(asked_of(choices, {"q1": HOUSE_READ * 2}), ("protonet", "maml"))
    assert all(job._stop.is_set() for job in before) and not set(before) & set(desk.jobs.values())


def test_the_usual_learners_answer_unless_the_address_names_others() -> None:
    assert len(chosen(DrawChoices())) == 6
    assert chosen(DrawChoices(learners=("protonet", "nobody"))) == ("protonet",)
    assert view_strip(()) == ""


def test_what_is_flat_is_laid_on_the_plane_whole() -> None:
    """All that differs lies in two of four dimensions, so places are a rotation of them."""
    support = torch.tensor([[-4.0, 0, 7, 7], [4.0, 0, 7, 7]])
    others = torch.tensor([[-3.0, 2, 7, 7], [3.0, -1, 7, 7], [-3.0, -2, 7, 7], [3.0, 1, 7, 7]])
    plane = plane_of(support, others, torch.tensor([0, 1, 0, 1]), 2)
    assert plane.kept == 100 and plane.labels == [0, 1, 0, 1] and plane.means == plane.support
    assert plane.support[0][0] == -plane.support[1][0] and abs(plane.support[0][0]) == 769  # 1000 / MARGIN
    assert plane.places(support) == plane.support and plane.places(others[:1]) == plane.others[:1]
    off = support[:1] + torch.tensor([[0.0, 0, 3, 4]])  # straight up from the plane: nobody sees it there
    assert plane.places(off) == plane.support[:1] and plane.distances(off)[0][0] == 5.0


def test_the_plane_stays_while_queries_are_drawn_and_the_drawing_moves() -> None:
    choices = fitted(DrawChoices(seed=3, shot=2))
    desk = answered(choices, {"q1": HOUSE}, ("protonet", "maml"))
    first = map_data(choices, desk)
    assert first["look"] and first["learner"] == "protonet" and len(first["support"]) == 6
    assert len(first["means"]) == 3 and 12 < len(first["others"]) == len(first["labels"]) <= 24
    assert [len(first["queries"]), len(first["distances"][0])] == [1, 3]
    mean = [sum(place[axis] for place in first["support"][:2]) / 2 for axis in (0, 1)]
    assert first["means"][0] == pytest.approx(mean, abs=1)
    desk.lay(desk.look, read_sheet({"q1": [*HOUSE, [0, 0, 255, 255]]}), 2)
    desk.ask(asked_of(choices, desk.sheet), ("protonet", "maml"))
    desk.map_by("protonet")
    settle(desk)
    then = map_data(choices, desk)
    same = ("look", "support", "means", "others", "kept")
    assert all(then[key] == first[key] for key in same) and then["queries"] != first["queries"]
    desk.map_by("maml")
    settle(desk)
    by_maml = map_data(fitted(DrawChoices(seed=3, shot=2, mapped="maml")), desk)
    assert by_maml["look"] not in ("", first["look"]) and by_maml["queries"] != then["queries"]


def test_a_stroke_in_the_support_set_lays_another_plane() -> None:
    choices = fitted(DrawChoices(mine="both", way=2))
    sheet = {"A1": HOUSE, "B1": [[0, 0, 255, 255]], "q1": HOUSE}
    first = map_data(choices, answered(choices, sheet, ("protonet",)))
    assert len(first["support"]) == 2 and first["labels"] == [0, 1] * 8
    assert first["queries"][0] == pytest.approx(
        first["support"][0], abs=1
    )  # the very drawing that A was taught by
    changed = sheet | {"B1": [[0, 0, 255, 255], [255, 0, 0, 255]]}
    assert map_data(choices, answered(choices, changed, ("protonet",)))["look"] != first["look"]
    missing = answered(choices, {"A1": HOUSE}, ("protonet",))
    assert map_data(choices, missing)["look"] == "" and not missing.laying


def test_the_map_is_by_one_of_those_who_answer() -> None:
    assert mapped(DrawChoices()) == "protonet"
    assert mapped(DrawChoices(learners=("scratch", "maml"))) == "scratch"
    assert mapped(DrawChoices(mapped="maml", learners=("scratch", "maml"))) == "maml"
