"""The handouts: every chapter as a sheet that says its goals, its steps, its terms and what it cites."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.course.chapters.handout import markup
from fewshot_app.course.chapters.steps import Chapter, chapters
from fewshot_app.course.chapters.words import goals
from fewshot_app.shared.text import LANGUAGES, words
from tests.app.opened import opened as opened_room

BOTH = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.id)
@BOTH
def test_a_sheet_holds_goals_steps_and_pictures(chapter: Chapter, lang: str) -> None:
    w = words(lang)
    sheet = markup(chapter, w)
    assert len(goals(chapter, w)) == 3 and all(f"<li>{goal}</li>" in sheet for goal in goals(chapter, w))
    assert sheet.count("<h3>") == len(chapter.steps) == sheet.count('class="take"')
    assert "<figure" in sheet and "<dt>" in sheet
    assert not re.search(r"\[\[|\{fact|\*\*", sheet)
    ElementTree.fromstring(re.sub(r"(<img[^>]*)>", r"\1/>", sheet))  # whatever is opened is closed


NOT_ON_PAPER = re.compile(
    r"\b(on the right|below the board|lower chart|the picture counts|above the line|shuffle them|you see\b)"
    r"|右边还有|图像下方|下面的图|图上|线上面|打乱|大号数字"
)
"""What a sheet cannot show."""


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.id)
@BOTH
def test_a_sheet_speaks_of_nothing_that_only_a_screen_shows(chapter: Chapter, lang: str) -> None:
    told = NOT_ON_PAPER.findall(markup(chapter, words(lang)).lower())
    assert not told, told


def opened(**params: str) -> AppTest:
    page = opened_room("chapters", **params)
    assert not page.error
    return page


@BOTH
def test_a_handout_opens_and_one_that_there_is_not_leads_to_the_map(lang: str) -> None:
    page = opened(lang=lang, chapter="meta", handout="1")
    assert not page.warning and not page.title
    (sheet,) = page.get("bidi_component")
    assert goals(chapters()[3], words(lang))[0] in json.loads(json.loads(sheet.proto.json)[0])["sheet"]
    (told,) = opened(lang=lang, chapter="nowhere", handout="1").warning
    assert "nowhere" in told.value
