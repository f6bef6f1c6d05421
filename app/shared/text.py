"""Every sentence a visitor reads, by language: ``en.toml`` and ``zh.toml`` beside what they belong to.

A sentence that a language lacks is said in English; the tests see that Chinese lacks none.

A key is ``room.name``, for example ``explorer.title``; what all rooms share is ``common.name``. Values may
hold ``{placeholders}``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from fewshot_core.measuring.rounding import half_up

APP = Path(__file__).parent.parent
KEPT = re.compile(r" (?=[%±])|(?<=±) |(?<=\bK) (?==)|(?<=\bK =) ")
"""Spaces within a number and its unit, where no line may end."""
BORDER = re.compile(r"(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
"""Where Latin letters or digits meet Chinese ones, which a space keeps apart."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FALLBACK = "en"
LANGUAGES = (FALLBACK, *sorted(path.stem for path in APP.glob("shared/*.toml") if path.stem != FALLBACK))
"""The languages that ``shared/`` has a file of: a new one appears by itself."""


def language(asked: str | None, accepted: str) -> str:
    """The language that an address asks for, else the first that the browser accepts and the app has.

    ``accepted`` is the header Accept-Language.
    """
    if asked in LANGUAGES:
        return str(asked)
    spoken = (part.partition(";")[0].strip().lower().partition("-")[0] for part in accepted.split(","))
    return next((lang for lang in spoken if lang in LANGUAGES), FALLBACK)


class Words:
    """The sentences of one language: ``w("explorer.title", way=5)``."""

    def __init__(self, lang: str, sentences: Mapping[str, str]) -> None:
        self.lang = lang
        self._sentences = sentences
        self._sections: dict[str, dict[str, str]] = {}  # those that were asked for

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of this key with its placeholders filled; a missing key raises KeyError."""
        sentence = self._sentences[key]
        return sentence.format(**values) if values else sentence

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    @cached_property
    def locale(self) -> Locale:
        """How numbers and lists are written in this language."""
        return Locale.parse(self("common.html_lang"), sep="-")

    def number(self, value: float, digits: int = 0, signed: bool = False) -> str:
        """A number with so many decimals and a true minus; what rounds to zero has no sign.

        ``signed``: what is above zero has a plus.
        """
        rounded = half_up(value, digits)
        text = _written(rounded, digits, self.locale)
        return f"+{text}" if signed and rounded > 0 else text

    def large(self, number: int) -> str:
        """A large whole number to one decimal place, such as 8.3 × 10⁴²; a small one as it is."""
        if number < 100_000:
            return self.number(number)
        exponent = len(str(number)) - 1
        tenths = int(half_up(number / 10 ** (exponent - 1), 0))
        if tenths == 100:  # 9.97 rounds to 10.0
            tenths, exponent = 10, exponent + 1
        power = str(exponent).translate(SUPERSCRIPTS)
        return f"{self.number(tenths / 10, 1)}\u00a0×\u00a010{power}"

    def list(self, items: Iterable[str]) -> str:
        """Things in a row, as the language sets them: commas between, a word before the last."""
        return BORDER.sub(" ", format_list([*items], locale=self.locale))

    def own(self, room: str, key: str, **values: object) -> str:
        """The room's own sentence of this key, or else the one that all rooms share."""
        own = f"{room}.{key}"
        return self(own if own in self else f"common.{key}", **values)

    def count(self, key: str, number: int, **values: object) -> str:
        """``key.one`` for one thing, ``key.many`` otherwise; ``{number}`` is the number."""
        return self(f"{key}.{'one' if number == 1 else 'many'}", number=number, **values)

    def section(self, prefix: str) -> dict[str, str]:
        """All sentences below ``prefix.``, unfilled, to be handed to a web component."""
        if prefix not in self._sections:
            start = f"{prefix}."
            self._sections[prefix] = {
                k.removeprefix(start): v for k, v in self._sentences.items() if k.startswith(start)
            }
        return dict(self._sections[prefix])

    def pick(self, named: Any) -> str:
        """The name of a class or group of a data set in this language, or else in English."""
        return getattr(named, self.lang, None) or getattr(named, FALLBACK)

    def data(self, name: str) -> str:
        """The name of a data set; its id where the language has no name for it."""
        key = f"common.data.{name}"
        return self(key) if key in self else name


def strong(sentence: str) -> str:
    """A sentence as markup, in which **these words** are bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(sentence))


def as_typed(text: str) -> str:
    """A text as Markdown that shows it as it is: no mark in it is one, and no address in it is asked for."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


@lru_cache(10_000)  # a page may hold hundreds of numbers, and is drawn again at every click
def _written(rounded: Decimal, digits: int, locale: Locale) -> str:
    pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
    return format_decimal(rounded, format=pattern, locale=locale).replace("-", "−")


@lru_cache
def words(lang: str) -> Words:
    """The sentences of a language, one of ``LANGUAGES``."""
    return Words(lang, catalogue(FALLBACK) | catalogue(lang))


def catalogue(lang: str) -> dict[str, str]:
    """The sentences that stand in a language's own files."""
    sentences: dict[str, str] = {}
    for path in sorted(APP.rglob(f"{lang}.toml")):
        prefix = "common" if path.parent.name == "shared" else path.parent.name
        sentences |= _flat(tomllib.loads(path.read_text(encoding="utf-8")), prefix)
    return sentences


def _flat(table: Mapping[str, Any], prefix: str) -> dict[str, str]:
    """Nested tables as dotted keys."""
    return dict(_pairs(table, prefix))


def _pairs(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _pairs(value, f"{prefix}.{key}")
        else:
            yield f"{prefix}.{key}", KEPT.sub("\u00a0", str(value))
