"""GIFT, the plain text format of Moodle: https://docs.moodle.org/en/GIFT_format."""

from __future__ import annotations

import re

from ....shared.quiz_bank.asking import Asked

SPECIAL = re.compile(r"([~=#{}:\\])")


def gift(asked: tuple[Asked, ...], title: str) -> bytes:
    """The questions as GIFT. It holds no pictures: what a figure shows is said in words instead."""
    return (f"// {title}\n" + "\n\n".join(_question(each) for each in asked) + "\n").encode()


def _question(asked: Asked) -> str:
    shown = f" [{asked.alt}]" if asked.figure else ""
    lines = [f"$CATEGORY: {asked.chapter}", "", f"::{_text(asked.id)}::[plain]{_text(asked.stem + shown)} {{"]
    for choice in asked.choices:
        told = f"{choice.misconception}: {choice.feedback}" if choice.misconception else choice.feedback
        lines.append(f"  {'=' if choice.right else '~'}{_text(choice.text)}#{_text(told)}")
    return "\n".join([*lines, "}"])


def _text(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
