"""Two languages with the same sentences, and none outside the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import fewshot_app
from fewshot_app.shared.choices import DATA, Limits, TaskChoices, fit, parse, rules
from fewshot_app.shared.own.store import HourFull, StoreFull, VisitorFull
from fewshot_app.shared.room import Room, rooms
from fewshot_app.shared.text import LANGUAGES, Words, catalogue, words
from fewshot_app.shared.trouble import corrected, sentence
from fewshot_app.shared.worker import Busy, ShareFull
from fewshot_core.tensors import errors as types

APP = Path(fewshot_app.__file__).parent
CJK = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
SENTENCE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2,}[.!?…]")
"""Three words and an end mark: something to be read."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    keys = [set(catalogue(lang)) for lang in LANGUAGES]
    assert keys[0] ^ keys[1] == set()


def test_both_languages_have_the_same_placeholders() -> None:
    en, zh = (catalogue(lang) for lang in LANGUAGES)
    differing = {k: (en[k], zh[k]) for k in en if placeholders(en[k]) != placeholders(zh[k])}
    assert differing == {}


def test_no_sentence_is_missing_or_left_in_the_other_language() -> None:
    en, zh = (catalogue(lang) for lang in LANGUAGES)
    assert [k for k in en if bool(en[k].strip()) != bool(zh[k].strip())] == []
    assert [k for k, v in catalogue("en").items() if CJK.search(v)] == []
    assert [k for k, v in catalogue("zh").items() if SENTENCE.search(v)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_ends_between_a_number_and_its_unit(lang: str) -> None:
    assert [
        key for key, sentence in catalogue(lang).items() if re.search(r"[ ][%±]|±[ ]|K = ", sentence)
    ] == []
    assert any("\u00a0%" in sentence for sentence in catalogue("en").values())


def test_chinese_has_no_space_before_a_percent_sign() -> None:
    assert [key for key, sentence in catalogue("zh").items() if re.search(r"[\d}]\s+%", sentence)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_have_a_true_minus_and_zero_no_sign(lang: str) -> None:
    w = words(lang)
    assert [w.number(x, 1) for x in (-0.04, -0.06, 73.25, 1234.5)] == ["0.0", "−0.1", "73.3", "1,234.5"]
    assert [w.number(x, signed=True) for x in (-3, 0, 4)] == ["−3", "0", "+4"]


@pytest.mark.parametrize("number", [1_250_000, 1_249_999])
def test_a_large_number_is_rounded_as_all_others(number: int) -> None:
    tenths = f"{words('en').number(number / 10**6, 1)}\u00a0×\u00a010⁶"
    assert words("en").large(number) == tenths == f"1.{3 - (number % 2)}\u00a0×\u00a010⁶"


def test_lists_are_set_as_the_language_sets_them() -> None:
    assert [words("en").list("ABC"[:n]) for n in (0, 1, 2, 3)] == ["", "A", "A and B", "A, B and C"]
    assert words("zh").list("ABC") == "A、B 和 C" and words("zh").list("天地人") == "天、地和人"


def test_another_language_writes_numbers_and_lists_in_its_own_way() -> None:
    german = Words("de", {"common.html_lang": "de"})
    assert (german.number(1234.5, 1), german.list("ABC")) == ("1.234,5", "A, B und C")


def test_a_missing_key_raises() -> None:
    with pytest.raises(KeyError):
        words("en")("common.no_such_sentence")


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """String literals of a module that are no docstrings and go to no log."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = set()
    for node in ast.walk(tree):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if docstring or isinstance(node, ast.Raise) or called.startswith(("log.", "super().__init__")):
            silent |= {id(child) for child in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", sorted(APP.rglob("*.py")), ids=lambda p: str(p.relative_to(APP)))
def test_no_sentence_is_written_in_a_module(path: Path) -> None:
    found = [(line, text) for line, text in literals(path) if CJK.search(text) or SENTENCE.search(text)]
    assert found == []


@pytest.mark.parametrize("path", sorted(APP.rglob("*.js")), ids=lambda p: str(p.relative_to(APP)))
def test_no_chinese_is_written_in_a_component(path: Path) -> None:
    assert not CJK.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_its_words(lang: str) -> None:
    w = words(lang)
    for room in rooms():
        assert [name for name in rules(room.choices) if not w.own(room.name, f"field.{name}")] == [], (
            room.name
        )
    assert [name for name in DATA if f"common.data.{name}" not in w] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_of_the_engine_is_told_with_its_numbers(lang: str) -> None:
    w = words(lang)
    errors = [
        types.OutOfRange("way", 1, 2),
        types.NotEnoughClasses(20, 7, "val"),
        types.NotEnoughImages(30, 20, 5, "test"),
        types.NotEnoughInGroup(20, 17, "test"),
        types.NotEnoughHands(16, 3, "test"),
        types.UnknownClass("x", "everyday", ("a",)),
        types.RepeatedClass("dog"),
        types.WrongNumberOfClasses(5, 2),
        types.TooFewImages("otter", 16, 7),
        types.Missing("omniglot", "how to get it"),
        types.Unknown("data set", "x", ("a",)),
        types.NothingToTrain("scratch"),
        types.Unusable("setting", "x", "reason"),
        types.Damaged("file", "reason"),
        types.Unwritable("folder", "reason"),
        types.Mismatch("way", 5, 20),
        types.ProcessLost(),
        Busy(3),
        ShareFull(3),
        VisitorFull(2**20),
        HourFull(2**20),
        StoreFull(2**20),
    ]
    of_engine = {e for e in types.FewshotError.__subclasses__() if e.__module__.startswith("fewshot_core")}
    assert {type(e) for e in errors} >= of_engine
    for error in errors:
        told = sentence(error, w)
        assert told != w("common.error.unexpected")
        assert not placeholders(told)
    assert sentence(RuntimeError("secret"), w) == w("common.error.unexpected")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_correction_tells_what_was_given_and_what_is_used(lang: str) -> None:
    given = {"n": "999", "seed": "abc", "lang": "xx", "k": "10"}
    choices = fit(parse(TaskChoices, given), Limits(sizes=(7,) * 9))
    for correction in choices.corrections:
        told = corrected(correction, words(lang), "explorer")
        assert correction.given in told and str(correction.used) in told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_what_is_used_instead_is_named_or_not_spoken_of(room: Room, lang: str) -> None:
    given = {rule.key: "no-such-thing," for rule in rules(room.choices).values()}
    told = [corrected(c, words(lang), room.name) for c in parse(room.choices, given).corrections]
    assert told and not any(part in each for each in told for part in ("“”", "()", "('", "False"))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (99_999, "99,999"),
        (100_000, "1.0 × 10⁵"),
        (834 * 10**40, "8.3 × 10⁴²"),
        (997 * 10**7, "1.0 × 10¹⁰"),
    ],
)
def test_a_large_number_is_short(number: int, written: str) -> None:
    assert words("en").large(number).replace("\u00a0", " ") == written
