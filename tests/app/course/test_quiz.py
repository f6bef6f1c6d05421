"""The bank of questions: what is computed is right, what is said is there in both languages."""

from __future__ import annotations

import base64
import io
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from fewshot_app.course.chapters.steps import chapters
from fewshot_app.course.quiz.export import FORMATS, exported
from fewshot_app.course.quiz.sets import CHECK, LONGEST, SETS, TESTS, chosen
from fewshot_app.shared.quiz_bank import CHAPTERS
from fewshot_app.shared.quiz_bank.asking import ask
from fewshot_app.shared.quiz_bank.bank import FOLDER, questions, read_chapter
from fewshot_app.shared.quiz_bank.generators import draw
from fewshot_app.shared.quiz_bank.markup import markup
from fewshot_app.shared.text import LANGUAGES, words
from fewshot_core.cli import course, main
from fewshot_core.tensors.errors import Damaged

SEEDS = range(20)
QUESTIONS = pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
CJK = re.compile(r"[\u3400-\u9fff]")


def test_the_bank_is_large_enough() -> None:
    bank = questions()
    computed = [question for question in bank if question.kind]
    assert len(bank) >= 60 and len(computed) >= len(bank) / 2
    assert len({question.kind for question in computed}) >= 10
    assert all(count >= 6 for count in Counter(q.chapter for q in bank).values())
    assert {question.chapter for question in bank} == set(CHAPTERS)
    assert [chapter.id for chapter in chapters()] == list(CHAPTERS)
    assert set(course.FORMATS) == set(FORMATS)


@QUESTIONS
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_has_one_right_option_and_words_for_each(question, lang: str) -> None:
    assert lang in question.wordings
    for seed in SEEDS:
        asked = ask(question, seed, words(lang))
        assert sum(choice.right for choice in asked.choices) == 1
        assert len({choice.text for choice in asked.choices}) == len(asked.choices) >= 3
        for choice in asked.choices:
            assert choice.feedback and bool(choice.misconception) != choice.right
        said = " ".join([asked.stem, asked.alt, *(f"{c.text} {c.feedback}" for c in asked.choices)])
        assert "{" not in said and bool(CJK.search(said)) == (lang == "zh")
        if asked.figure:
            assert asked.alt and "<" in markup(asked.figure)


@QUESTIONS
def test_every_language_asks_the_same(question) -> None:
    for seed in SEEDS[:5]:
        en, zh = (ask(question, seed, words(lang)) for lang in ("en", "zh"))
        right = [{choice.key for choice in asked.choices if choice.right} for asked in (en, zh)]
        assert right[0] == right[1] and en.figure == zh.figure


def test_a_check_and_the_tests_have_their_number_of_questions() -> None:
    for seed in SEEDS:
        for name in SETS:
            asked = chosen(name, seed, questions())
            assert len(asked) == (LONGEST if name in TESTS else CHECK) == len({q.id for q in asked})
        before, after = ({q.id for q in chosen(name, seed, questions())} for name in TESTS)
        assert not before & after


def numbers(text: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def right_of(id: str, seed: int) -> tuple[list[float], float]:
    """The numbers in a question's stem, and the number of its right option."""
    asked = ask(next(q for q in questions() if q.id == id), seed, words("en"))
    return numbers(asked.stem), numbers(asked.choices[asked.right].text)[0]


@pytest.mark.parametrize("seed", range(50))
def test_labelling_time_is_minutes_times_classes_times_images(seed: int) -> None:
    (minutes, way, shot), right = right_of("why-labelling-time", seed)
    assert right == minutes * way * shot


@pytest.mark.parametrize("seed", range(50))
def test_chance_is_one_in_n(seed: int) -> None:
    (way,), right = right_of("why-chance", seed)
    assert right == pytest.approx(100 / way, abs=0.06)


def test_an_interval_may_lie_above_zero_below_it_or_on_it() -> None:
    right = Counter()
    for seed in range(30):
        drawn = draw("interval_reading", str(seed))
        right[drawn.offers[0].key] += 1
        said = {key: value(words("en")) for key, value in drawn.values.items() if callable(value)}
        mean, half = (float(x.replace("−", "-")) for x in said["gap"].split("±"))
        low, high = mean - half, mean + half
        where = "first" if low > 0.05 else "second" if high < -0.05 else drawn.offers[0].key
        assert drawn.offers[0].key == where or low <= 0 <= high
    assert set(right) == {"first", "second", "none"} and min(right.values()) >= 4


BAD = {
    "no feedback": '[a]\nstem = "?"\n[a.options.x]\ntext = "1"\n',
    "two right": '[a]\nstem = "?"\n' + "".join(f'[a.options.{x}]\nbecause = "{x}"\n' for x in "xyz"),
    "unknown kind": '[a]\nkind = "nowhere"\nstem = "?"\n[a.options.x]\nbecause = "b"\n',
    "unknown key": '[a]\ncolour = "red"\nstem = "?"\n[a.options.x]\nbecause = "b"\n',
    "no toml": "[a",
}  # fmt: skip


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_file_is_told_with_its_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "why.en.toml").write_text(content, encoding="utf-8")
    with pytest.raises(Damaged, match=r"why\.en\.toml"):
        read_chapter(tmp_path, "why")


def test_every_file_of_the_bank_is_a_chapter_and_a_language() -> None:
    assert {path.name for path in FOLDER.glob("*.toml")} == {
        f"{chapter}.{lang}.toml" for chapter in CHAPTERS for lang in LANGUAGES
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_moodle_xml_holds_every_question_with_its_picture(lang: str) -> None:
    root = ElementTree.fromstring(exported("moodle", lang, 3))
    found = [each for each in root if each.get("type") == "multichoice"]
    assert len(found) == len(questions())
    assert len([each for each in root if each.get("type") == "category"]) == len(CHAPTERS)
    for each in found:
        assert [answer.get("fraction") for answer in each.iter("answer")].count("100") == 1
        text = each.find("questiontext")
        assert text is not None
        for file in text.iter("file"):
            picture = Image.open(io.BytesIO(base64.b64decode(file.text or "")))
            assert picture.format == "PNG" and min(picture.size) > 50
            assert f"@@PLUGINFILE@@/{file.get('name')}" in (text.findtext("text") or "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gift_has_one_right_answer_a_question_and_escapes_its_signs(lang: str) -> None:
    blocks = exported("gift", lang, 3, "task").decode().strip().split("\n\n$CATEGORY")
    assert len(blocks) == sum(question.chapter == "task" for question in questions())
    for block in blocks:
        lines = block[block.index("\n::") :].strip().split("\n")
        assert lines[0].endswith(" {") and lines[-1] == "}"
        assert [line[2] for line in lines[1:-1]].count("=") == 1
        for line in lines[1:-1]:
            assert len(re.findall(r"(?<!\\)#", line)) == 1 and not re.search(r"(?<!\\)[{}~=]", line[3:])


def test_the_command_writes_a_file_and_refuses_a_language_that_there_is_not(tmp_path: Path, capsys) -> None:
    out = tmp_path / "bank.xml"
    assert main(["course", "quiz", "--format", "moodle", "--lang", "zh", "--out", str(out)]) == 0
    assert len(ElementTree.parse(out).getroot()) > len(questions())
    assert main(["course", "quiz", "--format", "gift", "--lang", "xx", "--out", str(out)]) == 1
    assert "xx" in capsys.readouterr().err
    assert main(["course", "quiz", "--format", "gift", "--chapter", "nowhere", "--out", str(out)]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert main(["course", "quiz", "--format", "gift", "--out", str(tmp_path / "no" / "file")]) == 1
