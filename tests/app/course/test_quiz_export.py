"""The bank as others read it: by its form, and by slow tests with the readers of others, where these are."""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from PIL import Image

from fewshot_app.course.quiz.export import exported
from fewshot_app.shared.quiz_bank.asking import ask
from fewshot_app.shared.quiz_bank.bank import questions
from fewshot_app.shared.text import LANGUAGES, words

SEED = 3
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PACKAGE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
BOTH = pytest.mark.parametrize("lang", LANGUAGES)
GIFT = """import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const parser = createRequire(import.meta.url)("./package/pegjs-gift.js");
const asked = parser.parse(readFileSync("bank.gift", "utf8")).filter(({ type }) => type === "MC");
console.log(JSON.stringify(asked.map(({ title, choices }) => [
  title, choices.map(({ isCorrect, feedback }) => [isCorrect, Boolean(feedback)]),
])));"""
"""Reads GIFT as others do: of each question the title, of each choice whether it is right and told of."""


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def test_qti_holds_every_question_its_answer_and_its_picture() -> None:
    files = unpacked(exported("qti", "zh", SEED))
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    assert {each.get("href") for each in manifest.iter(f"{PACKAGE}file")} == set(files) - {"imsmanifest.xml"}
    named = [each.get("identifier") for each in manifest.iter(f"{PACKAGE}resource")]
    assert len(set(named)) == len(named)
    (place,) = [each for each in files if each.endswith("quiz.xml")]
    items = list(ElementTree.fromstring(files[place]).iter(f"{QTI}item"))
    assert [item.get("ident") for item in items] == [question.id for question in questions()]
    for item, question in zip(items, questions(), strict=True):
        asked = ask(question, SEED, words("zh"))
        choices = [each.get("ident") for each in item.iter(f"{QTI}response_label")]
        assert choices == [choice.key for choice in asked.choices]
        scored = [each for each in item.iter(f"{QTI}respcondition") if each.find(f"{QTI}setvar") is not None]
        assert [each.findtext(f".//{QTI}varequal") for each in scored] == [asked.choices[asked.right].key]
        told = {each.get("linkrefid") for each in item.iter(f"{QTI}displayfeedback")}
        assert told == {each.get("ident") for each in item.iter(f"{QTI}itemfeedback")}
        stem = ElementTree.fromstring(f"<div>{item.findtext(f'.//{QTI}mattext')}</div>")
        assert (stem.findtext("p") or "") == asked.stem
        pictures = [unquote(img.get("src", "")) for img in stem.iter("img")]
        assert len(pictures) == bool(asked.figure)
        for picture in pictures:
            content = files[picture.removeprefix("$IMS-CC-FILEBASE$/")]
            assert Image.open(io.BytesIO(content)).format == "PNG"


def test_moodle_xml_has_its_pictures_with_it() -> None:
    root = ElementTree.fromstring(exported("moodle", "en", SEED))
    texts = {each.findtext("name/text"): each.find("questiontext") for each in root.iter("question")}
    for question in questions():
        text = texts[question.id]
        assert text is not None
        shown, pictures = text.findtext("text") or "", text.findall("file")
        assert len(pictures) == bool(ask(question, SEED, words("en")).figure)
        for picture in pictures:
            assert f'src="@@PLUGINFILE@@/{picture.get("name")}"' in shown
            assert Image.open(io.BytesIO(base64.b64decode(picture.text or ""))).format == "PNG"


def test_the_same_seed_is_the_same_file() -> None:
    assert exported("qti", "en", SEED, "why") == exported("qti", "en", SEED, "why")


@pytest.mark.slow
@BOTH
def test_gift_is_read_by_the_parser_of_npm(tmp_path: Path, lang: str) -> None:
    runner, npm = shutil.which("deno") or shutil.which("node"), shutil.which("npm")
    if not runner or not npm:
        pytest.skip("needs npm, and node or deno")
    got = subprocess.run(
        [npm, "pack", "--silent", "gift-pegjs"], cwd=tmp_path, capture_output=True, text=True
    )
    if got.returncode:
        pytest.skip("npm has no gift-pegjs here")
    shutil.unpack_archive(tmp_path / got.stdout.strip(), tmp_path, "gztar")
    (tmp_path / "bank.gift").write_bytes(exported("gift", lang, SEED))
    (tmp_path / "read.mjs").write_text(GIFT)
    allowed = ["run", "--allow-read"] if Path(runner).stem == "deno" else []
    read = subprocess.run(
        [runner, *allowed, "read.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    found = json.loads(read.stdout)
    assert [title for title, _ in found] == [question.id for question in questions()]
    for _, choices in found:
        assert [right for right, _ in choices].count(True) == 1 and all(told for _, told in choices)


@pytest.mark.slow
@BOTH
def test_qti_is_whole_to_another_program(lang: str) -> None:
    reason = "qti-package-maker is not installed"
    integrity = pytest.importorskip("qti_package_maker.common.package_integrity", reason=reason)
    files = unpacked(exported("qti", lang, SEED))
    # Canvas takes the folder of its files as in an address; that program knows it without the escapes alone.
    assert integrity.check_entries({name: data.replace(b"%24", b"$") for name, data in files.items()}) == []


@pytest.mark.slow
@BOTH
def test_qti_is_valid_by_the_definition_of_its_publisher(tmp_path: Path, lang: str) -> None:
    """The DTD of IMS is among the tests of the package ``pyslet``, whose archive alone has them."""
    etree = pytest.importorskip("lxml.etree", reason="lxml is not installed")
    fetch = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "pyslet==0.7.20170805"]
    subprocess.run([sys.executable, "-m", "pip", *fetch], cwd=tmp_path, capture_output=True, check=False)
    archives = list(tmp_path.glob("pyslet-*.tar.gz"))
    if not archives:
        pytest.skip("pip has no pyslet here")
    shutil.unpack_archive(archives[0], tmp_path, filter="data")
    definition = etree.DTD(str(next(tmp_path.rglob("data_imsqtiv1p2p1/ims_qtiasiv1p2p1.dtd"))))
    files = unpacked(exported("qti", lang, SEED))
    root = etree.fromstring(files[next(each for each in files if each.endswith("quiz.xml"))])
    for element in root.iter():  # a DTD knows no namespaces
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(root)
    assert definition.validate(root), definition.error_log
    root.find(".//item").append(etree.Element("answer"))
    assert not definition.validate(root)


@pytest.mark.slow
@BOTH
def test_moodle_xml_is_read_by_another_program(lang: str) -> None:
    reader = pytest.importorskip("moodle_xml_parser.parser", reason="moodle-xml-parser is not installed")
    content = exported("moodle", lang, SEED)
    read = reader.parse_bytes(content)["multichoice"]
    assert [each.name for each in read] == [question.id for question in questions()]
    for found, question in zip(read, questions(), strict=True):
        asked = ask(question, SEED, words(lang))
        assert found.single and asked.stem in found.text_pre_parse
        answers = [(option.answer, option.score_fraction == 100) for option in found.options]
        assert answers == [(choice.text, choice.right) for choice in asked.choices]
        assert all(option.feedback for option in found.options)
