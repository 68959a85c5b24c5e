"""Markdown to HTML that is safe by construction: no raw HTML, few link schemes, a sanitiser behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from scormkit.problems import Place, Problem

from .catalogue import problem
from .model import Markdown, Text
from .remembered import remembered

SCHEMES = ("https:", "mailto:", "tel:")
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "hr", "code"}
MARKS = {"h2": "##", "h3": "###", "h4": "####", "ul": "-", "ol": "1.", "blockquote": ">"}
# What an author meant as a mark, and a reader would see; by the reason why.
OPEN = {
    "it has no other end that fits": re.compile(
        r"\*{2,}|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|(?<!\w)__?(?=[^\W_])|(?<=[^\W_])__?(?!\w)|`+|~~"
    ),
    "a link is [words](https://…), without a blank between": re.compile(
        r"\]\s*\((?=https?:|www\.|tel:|mailto:)|\]\(|\[(?=[^\]]*$)"
    ),
    "it needs a blank after it": re.compile(r"^(?:#{2,6}(?=\S)|[-+](?=[^\W\d]))", re.MULTILINE),
    "the blank after it was copied and is no plain one; type it again": re.compile(
        r"^(?:#{2,6}|[-+*]|\d{1,2}[.)])(?=[\u00a0\u2007\u202f])", re.MULTILINE
    ),
    "each point of a list begins with a hyphen and a blank": re.compile(r"^[•·▪◦‣●■]\s*", re.MULTILINE),
    "an invisible sign stands before it or after it; type the line again": re.compile(
        r"[^\s\x00-\x1f]*[\x00-\x08\x0b\x0c\x0e-\x1f\x7f][^\s\x00-\x1f]*"
    ),
    "a component stands alone on its line, at the margin, behind two colons": re.compile(
        r"(?:::|：：)\s*[a-z][\w-]*|^[:：]\s?[a-z][\w-]*", re.MULTILINE
    ),
    "there are no tables; make a list of it": re.compile(r"(?:^\|.*\n?)+|^:?-+:? *\|.*$", re.MULTILINE),
    "there are no footnotes; say it in the sentence": re.compile(r"\[\^[^\]\s]*\]"),
    "git left two versions of these lines": re.compile(r"^<{7}(?= |$)", re.MULTILINE),
}
SHAPES = ("strong_open", "em_open", "code_inline", "link_open", "text_special")


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["replacements", "smartquotes"])


@cache
def _lenient_reader() -> MarkdownIt:
    # The default reader refuses bad links before we see them; this one lets all through, to name them.
    reader = MarkdownIt("commonmark")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return reader.disable("text_join")  # what has a backslash before it stays apart from what has none


def block_html(text: str) -> Markup:
    """Return blocks of Markdown as HTML. Links to other sites open apart: the course stays where it is."""
    return Markup(_blocks(text))


def inline_html(text: str) -> Markup:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return Markup(_inline(text))


def faults(text: Text) -> Iterator[Problem]:
    """Yield what an author wrote that cannot be shown: HTML (C006), links (C007), headings (C010), pictures (C026).

    And marks that would show as they are: those of Markdown left open (C027), and all of them in other words (C028).
    """
    for code, line, values in (*_faults(text), *(_left_open(text) if isinstance(text, Markdown) else _marked(text))):
        yield problem(code, _place(text, line), **values)


@remembered
def block_marks(text: str) -> list[str]:
    """Return the marks that make headings, lists and quotations of blocks, such as ``##`` and ``-``."""
    return [
        MARKS[token.tag]
        for token in _reader().parse(text)
        if not token.level and token.tag in MARKS and token.nesting > 0
    ]


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


@remembered
def _left_open(text: str) -> list[tuple[str, int | None, dict[str, str]]]:
    """Return code, line and values of each mark that has no other end."""
    found: list[tuple[str, int | None, dict[str, str]]] = []
    for token in _lenient_reader().parse(text):
        words = "".join(map(_shown, token.children or ()))
        for reason, pattern in OPEN.items():
            for match in pattern.finditer(words):
                line = (token.map or [0])[0] + words.count("\n", 0, match.start())
                shown = match.group().strip().split("\n")[0]
                found.append(("C027", line, {"marks": shown, "reason": reason}))
    return found


def _shown(token: Token) -> str:
    """Return the words of a piece of a line; a letter stands in for what is no mark whatever it looks like."""
    if token.type == "text":
        return token.content
    return "\n" if token.type in ("softbreak", "hardbreak") else "" if token.nesting else "x"


@remembered
def _marked(text: str) -> list[tuple[str, int | None, dict[str, str]]]:
    """Return code, line and values of the first mark of Markdown in words that are shown as they are."""
    for token in _flat(_lenient_reader().parseInline(text)):
        if token.type in SHAPES:
            return [("C028", None, {"marks": token.markup if token.type != "link_open" else "[ ]( )"})]
        if token.type == "text" and "**" in token.content:
            return [("C028", None, {"marks": "**"})]
    return []


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
