"""Choices, the URL that holds them, and what becomes of impossible values."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fewshot_app.shared.choices import Choices, Limits, TaskChoices, fit, new_seed, parse, rules, written
from fewshot_app.shared.host import carried
from fewshot_app.shared.room import rooms

ROOMY = Limits(sizes=(40,) * 30)
ROOMS = pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)


def choices_of(name: str) -> type[Choices]:
    return next(room.choices for room in rooms() if room.name == name)


@ROOMS
def test_an_empty_url_gives_the_defaults_without_a_correction(room) -> None:
    assert parse(room.choices, {}) == room.choices()


@ROOMS
def test_no_two_choices_of_a_room_share_a_key(room) -> None:
    keys = [key for rule in rules(room.choices).values() for key in (rule.key, *rule.old)]
    assert len(keys) == len(set(keys))


@ROOMS
def test_every_value_comes_back_from_the_url_as_it_was(room) -> None:
    changed = {"lang": "zh", "theme": "dark"}
    url = written(room.choices(), {}, changed)
    assert parse(room.choices, url) == room.choices(**changed)


@ROOMS
@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1e9", "٣", "<script>", "9" * 40])
def test_nonsense_in_every_choice_is_corrected_and_told(room, nonsense: str) -> None:
    for name, rule in rules(room.choices).items():
        found = parse(room.choices, {rule.key: nonsense})
        used = getattr(found, name)
        assert rule.read(rule.write(used)) == (used, "")
        if rule.read(nonsense)[1]:
            (correction,) = found.corrections
            assert (correction.field, correction.given, correction.used) == (name, nonsense, used)


def test_a_number_out_of_range_becomes_the_nearest_possible() -> None:
    found = parse(TaskChoices, {"n": "99", "k": "0"})
    assert (found.way, found.shot) == (20, 1)
    assert [(c.reason, c.least, c.most) for c in found.corrections] == [("range", 2, 20), ("range", 1, 10)]


def test_a_task_is_fitted_to_what_the_split_holds() -> None:
    found = fit(parse(TaskChoices, {"n": "20", "k": "10", "q": "15"}), Limits(sizes=(12,) * 9))
    assert (found.way, found.shot, found.query) == (9, 10, 2)
    assert {c.field: c.reason for c in found.corrections} == {"way": "classes", "query": "images"}
    assert fit(parse(TaskChoices, {}), ROOMY).corrections == ()


def chosen(*classes: tuple[str, int]) -> Limits:
    return Limits(ROOMY.sizes, chosen=classes)


def test_classes_that_were_chosen_say_how_many_there_are() -> None:
    found = fit(parse(TaskChoices, {"n": "5", "classes": "dog,otter"}), chosen(("dog", 40), ("otter", 7)))
    assert (found.way, found.corrections) == (2, ())
    assert found.task.classes == ("dog", "otter") and found.task.way == 2
    assert written(found, {"classes": "dog,otter"}, {"way": 7, "classes": ()}) == {"n": "7"}


def test_images_are_fitted_to_the_chosen_class_that_has_fewest() -> None:
    url = {"k": "4", "q": "5", "classes": "dog,otter"}
    found = fit(parse(TaskChoices, url), chosen(("dog", 40), ("otter", 7)))
    assert (found.shot, found.query, found.limits.images(2)) == (4, 3, 7)
    assert [(c.field, c.reason, c.used, c.most) for c in found.corrections] == [("query", "images", 3, 3)]


def test_chosen_classes_that_do_not_exist_are_left_out_and_told() -> None:
    url = {"classes": "dog,unicorn,otter,<b>"}
    found = fit(parse(TaskChoices, url), chosen(("dog", 40), ("otter", 40)))
    assert (found.way, found.classes) == (2, ("dog", "otter"))
    assert [(c.reason, c.given) for c in found.corrections] == [("no_class", "unicorn,<b>")]
    assert written(found, url, {"shot": 2}) == {"classes": "dog,otter", "k": "2"}


def test_one_chosen_class_alone_is_no_task() -> None:
    found = fit(parse(TaskChoices, {"n": "4", "classes": "dog,unicorn"}), chosen(("dog", 2)))
    assert (found.way, found.classes, found.query) == (4, (), 5)
    assert [c.reason for c in found.corrections] == ["no_class", "one_class"]


def test_more_chosen_classes_than_a_room_can_show_are_cut() -> None:
    names = [f"c{i}" for i in range(25)]
    found = fit(
        parse(TaskChoices, {"classes": ",".join(names)}), chosen(*((n, 40 - i) for i, n in enumerate(names)))
    )
    assert found.classes == tuple(names[:20]) and found.limits.images(20) == 21
    assert [(c.reason, c.given, c.most) for c in found.corrections] == [("many_classes", "25", 20)]


def test_the_loop_draws_its_own_classes() -> None:
    loop = choices_of("loop")
    found = fit(parse(loop, {"n": "3", "classes": "dog,otter"}), ROOMY)
    assert (found.way, found.classes, found.corrections) == (3, (), ())


def test_a_query_image_that_the_task_does_not_have_becomes_its_last() -> None:
    found = fit(parse(choices_of("map"), {"n": "2", "q": "3", "image": "299"}), ROOMY)
    assert found.image == 5


def test_what_was_corrected_is_written_with_the_next_change() -> None:
    found = parse(TaskChoices, {"n": "99", "x": "kept"})
    assert written(found, {"n": "99", "x": "kept"}, {"shot": 3}) == {"n": "20", "k": "3", "x": "kept"}


def test_an_impossible_change_is_refused() -> None:
    with pytest.raises(ValueError, match="way"):
        written(TaskChoices(), {}, {"way": 21})
    with pytest.raises(KeyError):
        written(TaskChoices(), {}, {"no_such_choice": 1})


def test_a_learner_chosen_on_one_page_is_chosen_where_it_is_known() -> None:
    loop, inside = choices_of("loop"), choices_of("inside")
    assert parse(loop, {"learner": "reptile"}).learner == "reptile"
    assert parse(loop, {"learner": "conventional/fine-tune"}).learner == "conventional"
    quiet = parse(loop, {"learner": "protonet"})
    assert (quiet.learner, quiet.corrections) == ("maml", ())
    assert parse(loop, {"learner": "nobody"}).corrections[0].reason == "unknown"
    assert parse(inside, {"learner": "nobody"}).learner == "maml"


def test_old_addresses_mean_what_they_meant() -> None:
    loop = choices_of("loop")
    old = {"method": "reptile", "learner": "protonet", "n": "3"}
    found = parse(loop, old)
    assert (found.learner, found.way, found.corrections) == ("reptile", 3, ())
    assert written(found, old, {"learner": "fomaml"}) == {"learner": "fomaml", "n": "3"}
    assert parse(choices_of("compare"), {"who": "maml,scratch"}).learners == ("maml", "scratch")
    assert parse(choices_of("curves"), {"lines": "maml", "ks": "5"}).shot == "5"


def test_learners_that_do_not_exist_are_left_out_and_told() -> None:
    found = parse(choices_of("compare"), {"who": "maml,wizard,maml,protonet"})
    assert found.learners == ("maml", "protonet")
    assert found.corrections[0].reason == "unknown"


def test_that_an_answer_was_seen_belongs_to_one_page() -> None:
    assert carried({"seen": "1", "n": "3"}, "explorer") == {"n": "3"}
    cls = choices_of("compare")
    shown = written(cls(), {}, {"seen": True})
    assert parse(cls, shown).seen
    assert "seen" not in written(cls(), shown, {"seen": False})


def test_nobody_is_a_possible_learner_where_the_default_is_nobody_and_leaves_no_trace() -> None:
    cls = choices_of("curves")
    chosen = written(cls(), {}, {"against": "protonet"})
    assert parse(cls, chosen).against == "protonet"
    assert written(parse(cls, chosen), chosen, {"against": ""}) == {}
    assert parse(cls, {"vs": ""}).corrections == ()


def test_a_new_seed_is_a_possible_one() -> None:
    rule = rules(TaskChoices)["seed"]
    assert all(rule.read(str(new_seed()))[1] == "" for _ in range(50))


def test_choices_need_no_torch() -> None:
    code = "import sys, fewshot_app.shared.choices; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
