"""Terms and references: every way from them leads somewhere, and both languages say the same of them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from fewshot_app.course.chapters.steps import all_steps, find
from fewshot_app.course.chapters.words import said
from fewshot_app.shared.choices import parse, rules
from fewshot_app.shared.host import PageHost, carried, fitted
from fewshot_app.shared.room import room
from fewshot_app.shared.terms import CITE, HERE, MARK, Attempt, plain, references, term, terms
from fewshot_app.shared.terms.attempt import attempt_href
from fewshot_app.shared.text import APP, LANGUAGES, catalogue, words

ATTEMPTS: dict[str, Attempt] = {**terms(), **{f"{CITE}{id}": work for id, work in references().items()}}
BOTH = pytest.mark.parametrize("lang", LANGUAGES)
ENDS = re.compile(r"[.!?](?=\s|$)|[。！？]")
PICTURES = sorted(HERE.glob("*.svg"))


def test_there_are_enough_of_both() -> None:
    assert len(terms()) >= 60 and len(references()) >= 35 and len(PICTURES) >= 5


@BOTH
def test_every_entry_has_its_words_and_no_words_are_left_over(lang: str) -> None:
    own = catalogue(lang)
    said_of = {key.split(".")[2] for key in own if key.startswith("glossary.term.")}
    assert said_of == set(terms())
    assert {key.split(".")[2] for key in own if key.startswith("references.work.")} == set(references())
    for id in ATTEMPTS:
        assert all(term(id, words(lang))[part] for part in ("name", "text", "href", "more"))


@BOTH
def test_a_term_is_explained_and_a_work_told_in_one_sentence(lang: str) -> None:
    keys = [f"glossary.term.{id}.text" for id in terms()]
    keys += [f"references.work.{id}.says" for id in references()]
    told = {key: words(lang)(key) for key in keys}
    assert {key: text for key, text in told.items() if len(ENDS.findall(text)) != 1} == {}


def test_other_terms_that_belong_to_one_exist() -> None:
    for id, entry in terms().items():
        assert entry["see"] and id not in entry["see"] and set(entry["see"]) <= set(terms()), id


@pytest.mark.parametrize("id", ATTEMPTS)
def test_what_can_be_tried_is_there_as_it_is_named(id: str) -> None:
    show, state = ATTEMPTS[id]["show"], ATTEMPTS[id].get("state", {})
    known = rules(room(show).choices)
    chosen = {name: tuple(value) if isinstance(value, list) else value for name, value in state.items()}
    for name, value in chosen.items():
        assert known[name].read(known[name].write(value)) == (value, "")
    assert fitted(room(show).choices(**chosen)).corrections == ()
    if show == "chapters":
        assert find(chosen["chapter"], chosen["part"])
    address = urlsplit(attempt_href(ATTEMPTS[id], PageHost(room("glossary"))))
    given = {key: value[0] for key, value in parse_qs(address.query).items()}
    assert address.path == f"./{show}"
    read = parse(room(show).choices, given)
    assert {name: getattr(read, name) for name in chosen} == chosen


def test_chapters_mark_what_there_is() -> None:
    marked = {mark[1] for step in all_steps() for mark in MARK.finditer(said(step, "text", words("en")))}
    assert marked <= set(ATTEMPTS) and any(id.startswith(CITE) for id in marked)
    with pytest.raises(KeyError):
        plain("[[cite:nobody1900]]", words("en"))


@pytest.mark.parametrize("id", references())
def test_a_reference_says_where_it_can_be_read(id: str) -> None:
    work = references()[id]
    link = urlsplit(work["link"])
    assert link.scheme == "https" and "." in link.netloc and len(link.path) > 1 and " " not in work["link"]
    if link.netloc == "arxiv.org":
        assert re.fullmatch(r"/abs/\d{4}\.\d{4,5}", link.path)
        assert int(link.path[5:7]) + 2000 <= work["year"]
    assert str(work["year"]) in work["short"] and work["authors"].split()[0]
    if id[-4:].isdigit():
        assert int(id[-4:]) == work["year"]


def test_no_work_is_named_twice() -> None:
    for part in ("link", "title", "short"):
        named = [work[part] for work in references().values()]  # type: ignore[literal-required]
        assert len(set(named)) == len(named)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_takes_its_colours_from_the_theme_and_is_told(path) -> None:
    markup, tokens = path.read_text(), (APP / "shared" / "web" / "tokens.css").read_text()
    assert ElementTree.fromstring(markup).tag.endswith("svg") and "#" not in markup
    assert all(f"{token}:" in tokens for token in set(re.findall(r"--fs-[\w-]+", markup)))
    for lang in LANGUAGES:
        alt = catalogue(lang)[f"glossary.term.{path.stem}.picture"]
        assert f'role="img" aria-label="{alt}"' in term(path.stem, words(lang))["picture"]


def script(name: str) -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room
    from fewshot_app.shared.trouble import tell_corrections

    host = PageHost(room(name))
    tell_corrections(host.now(), host.w, name)
    host.room.page().draw(host.now(), host)


def opened(name: str, **params: str) -> AppTest:
    page = AppTest.from_function(script, default_timeout=60, args=(name,))
    page.query_params.update(params)
    page.run()
    assert not page.exception and not page.error
    return page


@pytest.mark.parametrize("name", ["glossary", "references"])
@BOTH
def test_the_pages_open_at_an_entry_and_keep_the_task(name: str, lang: str) -> None:
    at = next(iter(terms() if name == "glossary" else references()))
    page = opened(name, lang=lang, at=at, seed="1234")
    assert page.title[0].value == words(lang)(f"{name}.title") and not page.warning
    (shown,) = page.get("bidi_component")
    assert "seed=1234" in str(shown.proto)


def test_an_entry_that_there_is_not_is_told() -> None:
    (told,) = opened("references", lang="en", at="nobody").warning
    assert "nobody" in told.value


def test_the_task_goes_along_and_other_pages_keys_do_not() -> None:
    asked = {"lang": "zh", "n": "7", "seed": "11", "at": "maml"}
    for name in ("glossary", "references"):
        assert carried(asked, name).items() >= {"n": "7", "seed": "11"}.items()
    assert carried(asked, "glossary")["at"] == "maml"
    assert "at" not in carried(asked, "references")
    assert "at" not in carried(asked, "overfit")  # there it is a number: the steps that were taken
