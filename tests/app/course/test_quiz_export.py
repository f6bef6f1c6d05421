"""The bank as others read it: QTI by its form, and by slow tests with their own readers of GIFT and QTI."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
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
