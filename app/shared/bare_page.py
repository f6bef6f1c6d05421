"""A page of the server that is none of Streamlit's: HTML that has its styles with it."""

from __future__ import annotations

from html import escape

from .text import Words

PAGE = """<!doctype html>
<html lang="{lang}"{theme}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{css}</style>{head}
</head>
<body>{body}</body>
</html>
"""


def bare_page(w: Words, title: str, css: str, body: str, *, head: str = "", theme: str = "") -> str:
    """The page as a text. ``title`` is text; ``css``, ``body`` and what ``head`` adds are markup.

    ``theme``: ``light`` or ``dark``; empty: whichever the styles take then.
    """
    return PAGE.format(
        lang=w("common.html_lang"),
        theme=f' data-theme="{theme}"' if theme else "",
        title=escape(title),
        css=css,
        head=head and f"\n{head}",
        body=body,
    )
