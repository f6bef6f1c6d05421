"""Moodle XML, pictures embedded: https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

import base64
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ....shared.quiz_bank.asking import Asked
from ..png import png

FILE = "figure.png"


def moodle(asked: tuple[Asked, ...], title: str) -> bytes:
    """The questions as Moodle XML, one category a chapter, all in one of this title."""
    root = Element("quiz")
    chapter = ""
    for each in asked:
        if each.chapter != chapter:
            chapter = each.chapter
            category = SubElement(SubElement(root, "question", type="category"), "category")
            SubElement(category, "text").text = f"$course$/{title}/{chapter}"
        _question(root, each)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def _question(root: Element, asked: Asked) -> None:
    question = SubElement(root, "question", type="multichoice")
    SubElement(SubElement(question, "name"), "text").text = asked.id
    stem = f"<p>{escape(asked.stem)}</p>"
    if asked.figure:
        stem += f'<p><img src="@@PLUGINFILE@@/{FILE}" alt="{escape(asked.alt)}"></p>'
    text = _html(question, "questiontext", stem)
    if asked.figure:
        picture = SubElement(text, "file", name=FILE, path="/", encoding="base64")
        picture.text = base64.b64encode(png(asked.figure)).decode()
    SubElement(question, "single").text = "true"
    SubElement(question, "shuffleanswers").text = "true"
    for choice in asked.choices:
        answer = _html(question, "answer", escape(choice.text))
        answer.set("fraction", "100" if choice.right else "0")
        told = f"<b>{escape(choice.misconception)}</b> " if choice.misconception else ""
        _html(answer, "feedback", told + escape(choice.feedback))


def _html(parent: Element, name: str, markup: str) -> Element:
    """An element of this name that holds markup as its text."""
    made = SubElement(parent, name, format="html")
    SubElement(made, "text").text = markup
    return made
