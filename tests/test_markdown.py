"""Markdown becomes HTML that cannot carry a script, a style or a stranger's link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scormkit.problems import Place
from seemenow.markdown import block_html, faults, inline_html, plain
from seemenow.model import Markdown, Text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One **two** *three*", "<p>One <strong>two</strong> <em>three</em></p>"),
        ("## Heading", "<h2>Heading</h2>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ('He said "no"', "<p>He said “no”</p>"),
        ("[112](tel:112)", '<p><a href="tel:112" rel="noopener noreferrer">112</a></p>'),
        (
            "[site](https://example.org)",
            '<p><a href="https://example.org" target="_blank" rel="noopener noreferrer">site</a></p>',
        ),
    ],
)
def test_blocks_become_html(text: str, html: str) -> None:
    assert block_html(text) == html


def test_one_line_has_no_paragraph_around_it() -> None:
    assert inline_html("Call **112**") == "Call <strong>112</strong>"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Fine, with [a link](https://example.org) and ## no heading", []),
        ("A <script>alert(1)</script>", ["C006"]),
        ("<div>\nblock\n</div>", ["C006"]),
        ("[x](javascript:alert(1))", ["C007"]),
        ("[x](relative.html)", ["C007"]),
        ("# Title", ["C010"]),
        ("**Open and never closed", ["C027"]),
        ("Closed where nothing** is open", ["C027"]),
        ("a ** b ** c", ["C027", "C027"]),
        ("One *star", ["C027"]),
        ("a _line", ["C027"]),
        ("`code", ["C027"]),
        ("[words](https://example.org", ["C027"]),
        ("[words] (https://example.org)", ["C027"]),
        ("[words", ["C027"]),
        (":figure f8", ["C027"]),
        ("- ::figure f8", ["C027"]),
        ("**::figure f8**", ["C027"]),
        ("A figure by its id: ::figure f8", ["C027"]),
        ("：：figure f8", ["C027"]),
        ("| a | b |\n|---|---|\n| c | d |", ["C027"]),
        ("Now:\na | b\n--- | :--\nc | d", ["C027"]),
        ("| a | b |\n| c | d |", ["C027"]),
        ("One.[^1]\n\n[^1]: And more of it.", ["C027", "C027"]),
        ("At 10:30: a talk; he/she | they -- or not. One: two", []),
        ("##Heading", ["C027"]),
        ("-first\n-second", ["C027", "C027"]),
        (r"a \*star, 2 * 3, 5*3, snake_case, a gap _____, [note], -5 degrees, `a*`, &ast;x", []),
    ],
)
def test_what_cannot_be_shown_is_a_problem(text: str, codes: list[str]) -> None:
    assert [each.code for each in faults(Markdown(text))] == codes


def test_a_mark_left_open_is_told_at_its_line() -> None:
    text = Markdown("One\ntwo\n**three", Place(file="a.md", line=10, column=1))
    (fault,) = faults(text)
    assert fault.place.line == 12


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("I **ask**", "**"),
        ("I **ask", "**"),
        ("I *ask*", "*"),
        ("see [this](https://example.org)", "[ ]( )"),
        (r"2 \* 3", r"\*"),
        ("2 * 3 and a_b, a star* and [a note]", None),
    ],
)
def test_marks_in_words_that_are_no_markdown_are_told(text: str, marks: str | None) -> None:
    found = [(each.code, each.message) for each in faults(Text(text))]
    assert [code for code, _ in found] == (["C028"] if marks else [])
    assert not marks or f"“{marks}”" in found[0][1]


@given(st.text(alphabet=st.sampled_from("<>&\"'()[]!*_`#/:;= abcdehijlmnoprstuvwxyz\n"), max_size=80))
def test_no_text_becomes_a_script_an_event_handler_or_a_style(text: str) -> None:
    html = block_html(text)
    for tag in re.findall(r"<\s*/?\s*([a-z0-9]+)", html):
        assert tag in {
            "p",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "strong",
            "em",
            "a",
            "blockquote",
            "br",
            "hr",
            "code",
            "h1",
        }
    assert not re.search(r"<[^>]*\s(?:on\w+|style|src)\s*=", html)
    # An address that is empty leads nowhere; C007 tells it.
    assert not re.search(r'href="(?!https:|mailto:|tel:|")', html)


def test_plain_words_keep_no_marks() -> None:
    assert plain("Call **112** or [Veilig Thuis](tel:08002000)") == "Call 112 or Veilig Thuis"
