"""Lessons: their files are read or refused with the place, packed and unpacked, and played."""

from __future__ import annotations

import base64
import json
import random
import re
import zlib
from pathlib import Path

import pytest

from fewshot_app import launch
from fewshot_app.course.chapters import ChaptersChoices
from fewshot_app.course.chapters.lessons import making, shelf
from fewshot_app.course.chapters.lessons.checks import LONGEST_TEXT
from fewshot_app.course.chapters.lessons.form import SIZE, BadLesson, Lesson, in_language, read_lesson, table
from fewshot_app.course.chapters.lessons.markdown import markup
from fewshot_app.course.chapters.lessons.packed import pack, unpack
from fewshot_app.course.chapters.lessons.play import lesson_bar, lesson_card, step_of, title
from fewshot_app.course.chapters.lessons.telling import told
from fewshot_app.instruments.compare import CompareChoices
from fewshot_app.shared.foot.component import view_of
from fewshot_app.shared.text import LANGUAGES, as_typed, words
from fewshot_core.cli import main
from tests.app.still_host import StillHost

DOCS = Path(__file__).parents[3] / "docs" / "lessons.md"
GOOD = """
title = "Mine"
hide = ["header"]
[[item]]
step = "why/more"
notes = "Slowly."
[[item]]
show = "compare"
state = { way = 3, learners = ["maml", "protonet"], seen = true }
title = { en = "Three", zh = "三" }
minutes = 2.5
"""


def item(text: str) -> str:
    return f'title = "x"\n[[item]]\nstep = "why/more"\n[[item]]\n{text}\n'


DAMAGED = {
    "no toml": ("title = ", "Line 1, column 9"),
    "cut off": ('title = "x"\n[[item', "Line 2"),
    "no json": ('{"title": "x",\n}', "Line 2, column 1"),
    "tables in tables": ('{"a":' + "[" * 20_000, "cannot be read"),
    "a number without end": ("title = " + "9" * 9_000, "cannot be read"),
    "huge": ("#" * (SIZE + 1), "64 KB"),
    "empty": ("", "Title: it is missing."),
    "no items": ('title = "x"', "Item: a lesson has 1 to 60 items."),
    "too many": ('title = "x"\n' + 61 * '[[item]]\nstep = "why/more"\n', "1 to 60"),
    "no table": ('{"title": "x", "item": ["why/more"]}', "Item 1: it must be a table"),
    "unknown key": (item('step = "why/more"\ncolour = "red"'), "Item 2, colour: nothing is called so"),
    "unknown step": (item('step = "why/nowhere"'), "Item 2, step: the course has no step “why/nowhere”"),
    "no step": (item("step = 3"), "Item 2, step"),
    "unknown instrument": (item('show = "../quiz"'), "Item 2, show: there is no instrument “../quiz”"),
    "a page of the course": (item('show = "quiz"'), "Item 2, show"),
    "nothing shown": (item('title = "x"'), "Item 2: it must show either"),
    "two shown": (item('step = "why/more"\nshow = "map"'), "Item 2: it must show either"),
    "a step with a state": (item('step = "why/more"\nstate = { way = 5 }'), "Item 2, state: a step brings"),
    "no state": (item('show = "map"\nstate = 5'), "Item 2, state: it must be a table"),
    "unknown choice": (item('show = "map"\nstate = { colour = 1 }'), "Item 2, state.colour: nothing is"),
    "out of range": (item('show = "map"\nstate = { way = 99 }'), "state.way: it must be from 2 to 20"),
    "yes for a number": (item('show = "map"\nstate = { way = true }'), "Item 2, state.way"),
    "unknown word": (item('show = "curves"\nstate = { picture = "z" }'), "Item 2, state.picture: “z” is not"),
    "a table in the state": (item('show = "map"\nstate = { learner = { a = 1 } }'), "Item 2, state.learner"),
    "numbers for words": (item('show = "compare"\nstate = { learners = [1] }'), "Item 2, state.learners"),
    "beyond the data": (
        item('show = "explorer"\nstate = {data="scripts", split="val", way=20, shot=10, query=15}'),
        "more than the data set holds",
    ),
    "unknown class": (item('show = "explorer"\nstate = { classes = ["dog", "unicorn"] }'), "“unicorn”"),
    "the language": (item('show = "map"\nstate = { lang = "zh" }'), "Item 2, state.lang"),
    "no text": (item('step = "why/more"\nwords = 3'), "Item 2, words: it must be a text."),
    "a long text": (item(f'step = "why/more"\nnotes = "{"x" * (LONGEST_TEXT + 1)}"'), "3001 characters"),
    "another language": (item('step = "why/more"\ntitle = { fr = "x" }'), "Item 2, title: a text by"),
    "no minutes": (item('step = "why/more"\nminutes = -1'), "Item 2, minutes: it must be a number"),
    "not a number": ('{"title": "x", "item": [{"step": "why/more", "minutes": NaN}]}', "Item 1, minutes"),
    "hides what it cannot": (item('step = "why/more"\nhide = ["bar"]'), "Item 2, hide: it must be a list"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_with_the_place(content: str, expected: str) -> None:
    with pytest.raises(BadLesson) as refused:
        read_lesson(content)
    assert expected in " ".join(told(refused.value, words("en")))
    for lang in LANGUAGES:
        for sentence in told(refused.value, words(lang)):
            assert sentence and not re.search(r"\{\w+\}", sentence) and len(sentence) < 300


def test_of_many_faults_some_are_told() -> None:
    with pytest.raises(BadLesson) as refused:
        read_lesson('title = "x"\n' + 9 * '[[item]]\nstep = "no"\n')
    assert [len(told(refused.value, words(lang))) for lang in LANGUAGES] == [6, 6]


def test_a_lesson_survives_saving_opening_packing_and_unpacking() -> None:
    lesson = read_lesson(GOOD)
    assert read_lesson(json.dumps(table(lesson))) == read_lesson(unpack(pack(lesson)))
    again = read_lesson(unpack(pack(lesson)))
    assert table(again) == table(read_lesson(json.dumps(table(lesson))))
    assert [title(each, words("zh")) for each in again.items] == [words("zh")("why.more.title"), "三"]
    assert again.items[1].state["learners"] == ["maml", "protonet"]
    assert re.fullmatch(r"~[A-Za-z0-9_-]+", pack(lesson))


def test_what_is_too_long_for_an_address_is_told_and_kept_for_the_visit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = random.Random(0)
    noise = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=2000)) for _ in range(20)]
    entries = [{"step": "why/more", "notes": each} for each in noise]
    long = json.dumps({"title": "x", "item": entries})
    with pytest.raises(BadLesson, match="link_long"):
        pack(read_lesson(long))
    assert "at most 6000" in asked("link", long)[0]["faults"][0]
    monkeypatch.setattr(shelf.st, "session_state", {})
    with pytest.raises(BadLesson, match="gone"):
        shelf.find_lesson(shelf.OPENED)
    assert asked("play", long)[1].gone[0][1]["lesson"] == shelf.OPENED
    assert len(shelf.find_lesson(shelf.OPENED).items) == 20


BROKEN = {
    "nothing": "~",
    "no base64": "~a",
    "not compressed": "~" + base64.urlsafe_b64encode(b"hello there").decode().rstrip("="),
    "cut off": pack(read_lesson(GOOD))[:-9],
    "a bomb": "~" + base64.urlsafe_b64encode(zlib.compress(b" " * 5_000_000, 9)).decode().rstrip("="),
    "no text": "~" + base64.urlsafe_b64encode(zlib.compress(b"\xff\xfe")).decode().rstrip("="),
}


@pytest.mark.parametrize("address", BROKEN.values(), ids=BROKEN)
def test_a_broken_address_is_refused(address: str) -> None:
    with pytest.raises(BadLesson):
        shelf.find_lesson(address)


HOSTILE = (
    "<script>alert(1)</script> ![x](https://x.example/a.png) [a](javascript:alert(1)) <img src=//x.example>"
)


def test_own_words_hold_no_html_no_image_and_no_link() -> None:
    made = markup(f"{HOSTILE}\n\n- **{HOSTILE}**\n\n1. `{HOSTILE}`\n2. *a* ** b")
    assert set(re.findall(r"<(/?\w+)[^>]*>", made)) == {
        each for tag in ("p", "ul", "ol", "li", "b", "em", "code") for each in (tag, f"/{tag}")
    }
    assert " src=" not in re.sub(r"&lt;.*?&gt;", "", made) and "href" not in made


def test_what_is_given_is_told_as_it_is() -> None:
    """A warning is Markdown: no mark of what a file holds may become one."""
    said = as_typed("![x](https://x.example/a.png) <b> `a` :smile: $x$")
    assert not re.search(r"(?<!\\)[!\[\]()<>`:$.]", said)


@pytest.mark.parametrize(
    "name", ["../../../pyproject", "/etc/passwd", "..", "a/b", "", "%2e%2e", "x\x00", "out"]
)
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, folder = tmp_path / "pyproject.toml", tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    outside.write_text(GOOD)
    (folder / "out.toml").symlink_to(outside)
    monkeypatch.setenv(shelf.FOLDER, str(folder))
    with pytest.raises(BadLesson):
        shelf.find_lesson(name)


def test_a_folder_of_lessons_is_listed_with_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text(GOOD)
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "notes.txt").write_text("x")
    monkeypatch.setenv(shelf.FOLDER, str(tmp_path))
    found = {each.name: each for each in shelf.listed()}
    assert list(found) == ["bad", "binary", "mine", "20-minutes", "45-minutes"]
    assert [name for name, each in found.items() if each.bad] == ["bad", "binary"]


@pytest.mark.parametrize("minutes", [20, 45])
def test_a_ready_lesson_fills_its_time_in_both_languages(minutes: int) -> None:
    lesson = shelf.find_lesson(f"{minutes}-minutes")
    assert lesson.minutes == minutes and all(each.minutes for each in lesson.items)
    said = [lesson.title, *(getattr(i, kind) for i in lesson.items for kind in ("title", "words", "notes"))]
    assert all((isinstance(text, str) and not text) or set(text) == set(LANGUAGES) for text in said)
    assert all(in_language(each.notes, lang) for each in lesson.items for lang in LANGUAGES)
    assert len(pack(lesson)) <= 6000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_students_get_no_notes(lang: str) -> None:
    lesson, w = read_lesson(GOOD), words(lang)
    for view, notes in (("", "Slowly."), ("student", "")):
        choices = ChaptersChoices(lesson="x", view=view, present=True)
        step = step_of(lesson, 1, choices)
        bar = lesson_bar(lesson, 1, step, False, choices, w)
        assert bar["notes"] == notes and bar["present"] == (not view) == bool(bar["words"]["present"])
        assert bar["step"] == "why.more" and (bar["back"], bar["next"]) == ("", "2")
    second = lesson_card(lesson, 2, step_of(lesson, 2, choices), "", w)
    assert second["title"] == {"en": "Three", "zh": "三"}[lang] and second["question"] is None


def test_a_view_is_added_as_it_is() -> None:
    view = view_of("compare", CompareChoices(way=7, learners=("maml",), lang="zh"))
    assert view == {"show": "compare", "state": {"way": 7, "learners": ["maml"]}}
    assert read_lesson(json.dumps({"title": "x", "item": [view]})).items[0].state == view["state"]


def asked(do: str, text: str = GOOD) -> tuple[making.Answer, StillHost]:
    host = StillHost("chapters", ChaptersChoices())
    return making.answer({"id": "1", "do": do, "text": text}, host), host  # type: ignore[arg-type]


def test_the_server_answers_what_the_page_of_lessons_asks() -> None:
    assert asked("open")[0]["lesson"]["item"][0] == {"step": "why/more", "notes": "Slowly."}
    assert asked("open", "title")[0]["faults"]
    assert asked("play")[1].gone[0][1]["lesson"].startswith("~")
    links = {do: asked(do)[0]["link"] for do in ("link", "student")}
    lessons: dict[str, Lesson] = {}
    for do, link in links.items():
        packed = re.search(r"lesson=%7E([\w-]+)|lesson=~([\w-]+)", link)
        assert packed
        lessons[do] = shelf.find_lesson("~" + (packed[1] or packed[2]))
    assert [lessons[do].items[0].notes for do in links] == ["Slowly.", ""]
    assert "view=student" in links["student"] and "view" not in links["link"]


def test_the_example_of_the_documentation_is_a_lesson() -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    assert example and read_lesson(example[1]).items


def test_the_command_names_a_folder_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(launch, "launch", lambda *given: asked.append(given[4]) or 0)
    assert main(["app", "--lessons", str(tmp_path)]) == 0
    assert asked == [{shelf.FOLDER: str(tmp_path)}]
    assert launch.environment(8123, "localhost", "cpu", asked[0]).items() >= asked[0].items()
    assert main(["app", "--lessons", str(tmp_path / "nowhere")]) != 0
    assert "nowhere" in capsys.readouterr().err
