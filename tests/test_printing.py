"""What is printed is tagged, has the course's own words and colours, fits its pages, and is the same each time."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest
from seemenow import printing, resources, sheets, translate
from seemenow.edition import editions
from seemenow.load import load
from seemenow.model import Course, Text

from .conftest import ROOT

ASSETS = resources.assets()
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def course() -> Course:
    written = load(ROOT / "course").course
    assert written is not None
    return editions(translate.localized(written, translate.read(written, ROOT / "course", "nl")[0]))[0]


def test_every_sheet_of_the_course_is_one_tagged_page_and_the_same_each_time(course: Course) -> None:
    one = dict(sheets.sheets(course, "nl", ASSETS, TODAY))
    assert set(one) == {f"sheet-{sheet.id}-nl.pdf" for sheet in course.guidance.sheets}
    for name, pdf in one.items():
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf, name
        assert b"/StructTreeRoot" in pdf, name
        assert re.search(rb"/Lang ?\(nl\)", pdf), name
    name, pdf = next(iter(one.items()))
    assert next(iter(sheets.sheets(course, "nl", ASSETS, TODAY))) == (name, pdf)


def test_words_that_do_not_fit_on_one_page_are_a_fault_and_no_second_page(course: Course) -> None:
    (sheet, *_) = course.guidance.sheets
    long = dataclasses.replace(sheet.groups[0], points=tuple(Text("Words and words. " * 40) for _ in range(40)))
    with pytest.raises(printing.TooLong, match=re.escape(sheet.title)):
        sheets.drawn(course, dataclasses.replace(sheet, groups=(long,)), "nl", ASSETS, TODAY)


def test_the_printed_pages_have_the_colours_of_the_light_theme() -> None:
    used = set()
    for path in (ROOT / "assets" / "print").glob("*.typ"):
        used |= set(re.findall(r'colour\("([a-z-]+)"\)', path.read_text(encoding="utf-8")))
    assert used
    assert used <= set(printing.colours(ASSETS))
    assert printing.colours(ASSETS)["night"] == "#1c1b3c"


def test_no_font_for_print_travels_in_a_package() -> None:
    css = (ROOT / "assets" / "dist" / "player.css").read_text(encoding="utf-8")
    assert not re.search(r"\.ttf", css)
    assert not list(Path(ROOT / "assets" / "components").rglob("*.ttf"))
