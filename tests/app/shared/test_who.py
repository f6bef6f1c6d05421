"""Nobody is asked to bet on what was not explained: each learner has its sentence and its picture."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from fewshot_app.shared.guess_card.who import who
from fewshot_app.shared.learners import FROZEN, LEARNERS, what
from fewshot_app.shared.sketches import SKETCHES, sketch
from fewshot_app.shared.text import LANGUAGES, words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_learner_has_one_sentence_of_its_own(lang: str) -> None:
    w = words(lang)
    said = [what(each.id, w) for each in (*LEARNERS, *FROZEN)]
    assert len(set(said)) == len(said)
    assert all(
        sentence.count("." if lang == "en" else "。") <= 1 and len(sentence) < 130 for sentence in said
    )


def test_each_learner_has_a_picture_that_is_well_formed() -> None:
    assert list(SKETCHES) == [each.id for each in (*LEARNERS, *FROZEN)]
    for each in (*LEARNERS, *FROZEN):
        drawn = ElementTree.fromstring(sketch(each.id))
        assert drawn.get("aria-hidden") == "true" and each.token in str(drawn.get("style"))


def test_learners_of_a_guess_are_told_once_and_lead_to_their_pages() -> None:
    ids = ["conventional/fine-tune", "maml", "maml", "frozen/head", "newcomer"]
    found = who(ids, words("zh"))["learners"]
    assert [each["href"] for each in found] == [
        "./methods?lang=zh&method=conventional", "./methods?lang=zh&method=maml",
        "./methods?lang=zh&method=frozen/head", "",
    ]  # fmt: skip
    assert found[3]["name"] == "newcomer" and found[3]["what"] and not found[3]["sketch"]
