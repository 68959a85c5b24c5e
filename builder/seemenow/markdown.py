"""Markdown to HTML that is safe by construction: no raw HTML, few link schemes, a sanitiser behind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from scormkit.problems import Place, Problem

from .catalogue import problem
from .model import Text
from .remembered import remembered

SCHEMES = ("https:", "mailto:", "tel:")
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code"}


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["replacements", "smartquotes"])


@cache
def _lenient_reader() -> MarkdownIt:
    # The default reader refuses bad links before we see them; this one lets all through, to name them.
    reader = MarkdownIt("commonmark")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return reader


def block_html(text: str) -> Markup:
    """Return blocks of Markdown as HTML. Links to other sites open apart: the course stays where it is."""
    return Markup(_blocks(text))


def inline_html(text: str) -> Markup:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return Markup(_inline(text))


def faults(text: Text) -> Iterator[Problem]:
    """Yield what an author wrote that cannot be shown: HTML (C006), links (C007), headings (C010), pictures (C026)."""
    for code, line, values in _faults(text):
        yield problem(code, _place(text, line), **values)


@remembered
def plain(text: str) -> str:
    """Return Markdown as plain words, for the text edition and for titles of windows."""
    return "".join(
        token.content if token.type != "softbreak" else " "
        for token in _flat(_reader().parse(text))
        if not token.children
    )


@remembered
def _blocks(text: str) -> str:
    tokens = _reader().parse(text)
    _open_apart(tokens)
    return _clean(_reader().renderer.render(tokens, _reader().options, {}))


@remembered
def _inline(text: str) -> str:
    tokens = _reader().parseInline(text)
    _open_apart(tokens)
    return _clean(_reader().renderer.render(tokens, _reader().options, {}))


@remembered
def _faults(text: str) -> list[tuple[str, int | None, dict[str, str]]]:
    """Return code, line and values of each fault."""
    found: list[tuple[str, int | None, dict[str, str]]] = []
    for token in _flat(_lenient_reader().parse(text)):
        line = token.map[0] if token.map else None
        if token.type in {"html_block", "html_inline"} and not token.content.startswith("</"):
            found.append(("C006", line, {"html": token.content.strip().split("\n")[0][:60]}))
        elif token.type == "link_open" and not str(token.attrs.get("href", "")).startswith(SCHEMES):
            found.append(("C007", line, {"url": str(token.attrs.get("href", ""))}))
        elif token.type == "image":
            found.append(("C026", line, {"picture": str(token.attrs.get("src", ""))}))
        elif token.type == "heading_open" and token.tag == "h1":
            found.append(("C010", line, {"marks": "#"}))
    return found


def _flat(tokens: list[Token], line: int = 0) -> Iterator[Token]:
    for token in tokens:
        yield token
        for child in token.children or ():
            child.map = token.map
            yield child


def _place(text: Text, line: int | None) -> Place:
    place = text.place
    if place.line is None or line is None:
        return place
    return Place(file=place.file, line=place.line + line, column=place.column)


def _open_apart(tokens: list[Token]) -> None:
    for token in _flat(tokens):
        if token.type == "link_open" and str(token.attrs.get("href", "")).startswith("https:"):
            token.attrSet("target", "_blank")


def _clean(html: str) -> str:
    attributes = {"a": {"href", "target"}}
    schemes = {"https", "mailto", "tel"}
    safe = nh3.clean(html, tags=TAGS, attributes=attributes, url_schemes=schemes, link_rel="noopener noreferrer")
    return safe.strip()
