"""QTI 1.2 as Canvas takes it: a zip of a manifest, an assessment, its settings and its pictures.

The form: https://www.imsglobal.org/question/qtiv1p2/imsqti_asi_bindv1p2.html, and Canvas' own words for the
kind of question and for where its files lie.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ....shared.quiz_bank.asking import Asked, Choice
from ..png import png

NAME = "few_shot_quiz"
"""The assessment's id; its file lies in a folder of this name."""
ASSESSMENT = f"{NAME}/{NAME}.xml"
SETTINGS = f"{NAME}/assessment_meta.xml"
PICTURES = "images"
FILES = "%24IMS-CC-FILEBASE%24"
"""How Canvas is told of the folder into which it unpacks files, escaped as in an address."""
RESPONSE = "response1"
WHOLE = "100"
"""The score of a right answer, in percent."""
WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip, so that the same questions are the same bytes."""


def qti(asked: tuple[Asked, ...], title: str) -> bytes:
    """The questions as a zip, in one assessment of this title."""
    files = {
        "imsmanifest.xml": _document(_manifest(asked)),
        ASSESSMENT: _document(_assessment(asked, title)),
        SETTINGS: _document(_settings(title)),
        **{f"{PICTURES}/{each.id}.png": png(each.figure) for each in asked if each.figure},
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files.items():
            packed.writestr(zipfile.ZipInfo(path, WHEN), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _document(root: Element) -> bytes:
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def _manifest(asked: tuple[Asked, ...]) -> Element:
    """What the zip holds."""
    namespace = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
    root = Element("manifest", identifier=f"{NAME}_manifest", xmlns=namespace)
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    held = SubElement(resources, "resource", identifier=NAME, type="imsqti_xmlv1p2")
    SubElement(held, "file", href=ASSESSMENT)
    SubElement(held, "dependency", identifierref=f"{NAME}_settings")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    settings = SubElement(resources, "resource", identifier=f"{NAME}_settings", type=kind, href=SETTINGS)
    SubElement(settings, "file", href=SETTINGS)
    for each in asked:
        if each.figure:
            path = f"{PICTURES}/{each.id}.png"
            named = {"identifier": f"{PICTURES}_{each.id}", "type": "webcontent", "href": path}
            SubElement(SubElement(resources, "resource", named), "file", href=path)
    return root


def _settings(title: str) -> Element:
    """What Canvas keeps of a quiz beside its questions: it is for practice, its choices are shuffled."""
    root = Element("quiz", identifier=NAME, xmlns="http://canvas.instructure.com/xsd/cccv1p0")
    for name, value in (("title", title), ("shuffle_answers", "true"), ("quiz_type", "practice_quiz")):
        SubElement(root, name).text = value
    return root


def _assessment(asked: tuple[Asked, ...], title: str) -> Element:
    root = Element("questestinterop", xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2")
    assessment = SubElement(root, "assessment", ident=NAME, title=title)
    _metadata(SubElement(assessment, "qtimetadata"), cc_maxattempts="1")
    section = SubElement(assessment, "section", ident="root_section")
    for each in asked:
        _item(section, each)
    return root


def _metadata(parent: Element, **entries: str) -> None:
    for label, entry in entries.items():
        field = SubElement(parent, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry


def _item(section: Element, asked: Asked) -> None:
    """One question: what is shown, which choice is right, and what is said of each."""
    item = SubElement(section, "item", ident=asked.id, title=asked.id)
    metadata = SubElement(SubElement(item, "itemmetadata"), "qtimetadata")
    _metadata(metadata, question_type="multiple_choice_question", points_possible="1")
    presentation = SubElement(item, "presentation")
    stem = f"<p>{escape(asked.stem)}</p>"
    if asked.figure:
        address = f"{FILES}/{PICTURES}/{asked.id}.png"
        stem += f'<p><img src="{address}" alt="{escape(asked.alt)}"/></p>'
    _html(presentation, stem)
    response = SubElement(presentation, "response_lid", ident=RESPONSE, rcardinality="Single")
    rendered = SubElement(response, "render_choice", shuffle="Yes")
    for choice in asked.choices:
        _html(SubElement(rendered, "response_label", ident=choice.key), escape(choice.text))
    _processing(item, asked)
    for choice in asked.choices:
        feedback = SubElement(item, "itemfeedback", ident=_feedback_of(choice))
        told = f"<b>{escape(choice.misconception)}</b> " if choice.misconception else ""
        _html(SubElement(feedback, "flow_mat"), told + escape(choice.feedback))


def _processing(item: Element, asked: Asked) -> None:
    """Each choice brings its feedback; the right one the whole score."""
    processing = SubElement(item, "resprocessing")
    score = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": WHOLE}
    SubElement(SubElement(processing, "outcomes"), "decvar", score)
    for choice in asked.choices:
        chosen = _condition(processing, choice, "Yes")
        SubElement(chosen, "displayfeedback", feedbacktype="Response", linkrefid=_feedback_of(choice))
    right = _condition(processing, asked.choices[asked.right], "No")
    SubElement(right, "setvar", action="Set", varname="SCORE").text = WHOLE


def _condition(processing: Element, choice: Choice, go_on: str) -> Element:
    condition = SubElement(processing, "respcondition", {"continue": go_on})
    SubElement(SubElement(condition, "conditionvar"), "varequal", respident=RESPONSE).text = choice.key
    return condition


def _feedback_of(choice: Choice) -> str:
    """The id of what is said of a choice; Canvas knows it by this ending."""
    return f"{choice.key}_fb"


def _html(parent: Element, markup: str) -> None:
    SubElement(SubElement(parent, "material"), "mattext", texttype="text/html").text = markup
