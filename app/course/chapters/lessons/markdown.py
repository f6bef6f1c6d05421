"""A lecturer's own words as markup: a few marks of Markdown, and everything else as it was typed.

Paragraphs, lists with ``-`` or ``1.``, bold, emphasis and code. No HTML, no image and no link becomes one:
whoever opens a lesson of somebody else asks no other server for anything.
"""

from __future__ import annotations

import re
from html import escape

MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\*)\*([^*\s](?:[^*]*[^*\s])?)\*(?!\*)"), r"<em>\1</em>"),
)
CODE = re.compile(r"`([^`]+)`")
POINT = re.compile(r"\s*(?:[-*]|(\d+)[.)])\s+(.*)")


def markup(text: str) -> str:
    """The words as HTML that holds nothing but b, code, em, li, ol, p and ul."""
    return "".join(_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())


def _block(block: str) -> str:
    """A list where every line is a point, else a paragraph."""
    lines = block.strip().splitlines()
    points = [POINT.fullmatch(line) for line in lines]
    found = [point for point in points if point]
    if len(found) < len(lines):
        return f"<p>{_line(' '.join(line.strip() for line in lines))}</p>"
    kind = "ol" if found[0][1] else "ul"
    return f"<{kind}>{''.join(f'<li>{_line(point[2])}</li>' for point in found)}</{kind}>"


def _line(text: str) -> str:
    """One line: what stands between backticks is left as it is."""
    parts = CODE.split(escape(text))
    return "".join(f"<code>{part}</code>" if i % 2 else _marked(part) for i, part in enumerate(parts))


def _marked(text: str) -> str:
    for mark, made in MARKS:
        text = mark.sub(made, text)
    return text
