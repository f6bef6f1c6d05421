"""Values in sentences come from what was measured."""

from __future__ import annotations

import pytest

from fewshot_app.shared.facts import Facts
from fewshot_app.shared.text import words
from fewshot_core.measuring.evaluation import mean_ci95
from fewshot_core.measuring.measure import stored
from fewshot_core.training import checkpoints

FOMAML = checkpoints.folder_of("everyday/fomaml")


def test_an_accuracy_is_the_stored_one() -> None:
    found = stored(FOMAML, 5, 1)
    assert found is not None
    mean, half = (float(each[-1]) for each in mean_ci95(found.values))
    said = Facts(words("en"))["accuracy everyday fomaml 5 1"]
    assert said.replace("\u00a0", " ") == f"{100 * mean:.1f} ± {100 * half:.1f} %"
    assert Facts(words("zh"))["tasks everyday fomaml 5 1"] == f"{found.episodes:,}"


def test_an_accuracy_after_a_step_is_the_one_of_that_step() -> None:
    found = stored(FOMAML, 5, 1)
    assert found is not None
    mean, half = (float(each[1]) for each in mean_ci95(found.values))
    said = Facts(words("en"))["after everyday fomaml 5 1 1"]
    assert said.replace("\u00a0", " ") == f"{100 * mean:.1f} ± {100 * half:.1f} %"


def test_a_difference_turns_its_sign_with_its_sides() -> None:
    fact = Facts(words("en"))
    first = fact["ahead everyday fomaml scratch 5 1"]
    second = fact["ahead everyday scratch fomaml 5 1"]
    assert second == f"−{first}"


def test_counts_of_a_data_set() -> None:
    fact = Facts(words("en"))
    numbers = [int(fact[f"images everyday {split}"].replace(",", "")) for split in ("train", "val", "test")]
    assert int(fact["images everyday"].replace(",", "")) == sum(numbers)
    assert fact["classes everyday test"] == "74"
    assert fact["chance 5"].replace("\u00a0", " ") == "20 %"


@pytest.mark.parametrize(
    "asked",
    [
        "accuracy everyday maml 19 7",
        "accuracy nowhere maml 5 1",
        "after everyday maml 5 1 99",
        "nonsense",
        "chance",
    ],
)
def test_what_nobody_measured_is_a_key_error(asked: str) -> None:
    with pytest.raises(KeyError):
        Facts(words("en"))[asked]
