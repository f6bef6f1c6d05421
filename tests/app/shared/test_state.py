"""The table of fields, and what becomes of impossible values."""

from __future__ import annotations

import dataclasses

import pytest

from fewshot_app.shared.state import BY_NAME, FIELDS, Limits, State, fit, new_seed, parse, write_params

ROOMY = Limits(sizes=(40,) * 30)


def test_the_table_and_the_state_name_the_same_fields() -> None:
    names = [f.name for f in dataclasses.fields(State) if f.name not in ("limits", "corrections")]
    assert names == [f.name for f in FIELDS]
    assert len({f.key for f in FIELDS}) == len(FIELDS)


def test_an_empty_url_gives_the_defaults_without_a_correction() -> None:
    assert parse({}) == State()


def test_the_defaults_of_the_table_and_of_the_state_agree_and_are_possible() -> None:
    for field in FIELDS:
        assert getattr(State(), field.name) == field.default
        assert not parse({field.key: str(field.default)}).corrections


def test_every_possible_value_comes_back_from_the_url() -> None:
    chosen = {"lang": "zh", "theme": "dark", "data": "scripts", "way": 20, "shot": 10, "query": 15}
    chosen |= {"seed": 999_999, "split": "val", "step": 0, "method": "reptile", "frame": 17}
    url = write_params(parse({}), {}, chosen)
    state = parse(url)
    assert not state.corrections
    assert {name: getattr(state, name) for name in chosen} == chosen


@pytest.mark.parametrize(
    ("key", "given", "name", "used", "reason"),
    [
        ("n", "999", "way", 20, "range"),
        ("n", "-3", "way", 2, "range"),
        ("k", "", "shot", 1, "number"),
        ("k", "2.5", "shot", 1, "number"),
        ("seed", "abc", "seed", 42, "number"),
        ("seed", "9" * 5000, "seed", 42, "number"),
        ("lang", "xx", "lang", "en", "unknown"),
        ("data", "../../etc", "data", "everyday", "unknown"),
    ],
)
def test_an_impossible_value_is_replaced_and_the_replacement_kept(
    key: str, given: str, name: str, used: int | str, reason: str
) -> None:
    state = parse({key: given})
    assert getattr(state, name) == used
    assert [(c.field, c.given, c.used, c.reason) for c in state.corrections] == [(name, given, used, reason)]


def test_a_visitors_defaults_hold_where_the_url_is_silent_or_wrong() -> None:
    assert parse({}, {"lang": "zh"}).lang == "zh"
    assert parse({"lang": "xx"}, {"lang": "zh"}).lang == "zh"
    assert parse({"lang": "en"}, {"lang": "zh"}).lang == "en"


def test_a_task_that_fits_stays_as_it_is() -> None:
    state = parse({"n": "20", "k": "10", "q": "15"})
    assert fit(state, ROOMY) == dataclasses.replace(state, limits=ROOMY)


def test_more_classes_than_the_split_has() -> None:
    fitted = fit(parse({"n": "12"}), Limits(sizes=(20,) * 7))
    assert fitted.way == 7
    (correction,) = fitted.corrections
    assert (correction.field, correction.given, correction.used) == ("way", "12", 7)
    assert correction.reason == "classes"


def test_more_images_than_the_classes_have() -> None:
    fitted = fit(parse({"n": "5", "k": "10", "q": "15"}), Limits(sizes=(20,) * 5))
    assert (fitted.shot, fitted.query) == (10, 10)
    fitted = fit(parse({"n": "5", "k": "10", "q": "15"}), Limits(sizes=(7,) * 5))
    assert (fitted.shot, fitted.query) == (6, 1)
    assert [c.field for c in fitted.corrections] == ["shot", "query"]


def test_small_classes_do_not_matter_when_enough_large_ones_are_left() -> None:
    limits = Limits(sizes=(30,) * 10 + (3,) * 5)
    assert not fit(parse({"n": "10", "q": "15"}), limits).corrections
    assert limits.ways(16) == 10


def test_a_change_keeps_what_else_is_in_the_url_and_makes_corrections_final() -> None:
    given = {"n": "999", "k": "2", "embed": "true"}
    url = write_params(parse(given), given, {"seed": 7})
    assert url == {"n": "20", "k": "2", "embed": "true", "seed": "7"}


def test_a_learner_chosen_on_one_page_is_chosen_on_the_others() -> None:
    assert write_params(State(), {}, {"learner": "protonet"}) == {"learner": "protonet", "with": "protonet"}
    assert write_params(State(), {}, {"method": "reptile"}) == {"method": "reptile", "learner": "reptile"}
    unchanged = write_params(State(), {"learner": "protonet"}, {"method": "maml", "seed": 3})
    assert unchanged == {"learner": "protonet", "method": "maml", "seed": "3"}


def test_an_impossible_change_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="way"):
        write_params(State(), {}, {"way": 999})


def test_new_seeds_are_possible() -> None:
    field = BY_NAME["seed"]
    assert all(field.least <= new_seed() <= field.most for _ in range(100))
