"""What is printed is tagged, has the course's own words and colours, fits its pages, and is the same each time."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from seemenow import resources, translate
from seemenow.edition import editions
from seemenow.load import load
from seemenow.model import Course, Text
from seemenow.printing import kit, pdf, sheets
from seemenow.walk import directives

from .conftest import ROOT, MakeCourse

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
    for name, page in one.items():
        assert b"<pdfuaid:part>1</pdfuaid:part>" in page, name
        assert b"/StructTreeRoot" in page, name
        assert re.search(rb"/Lang ?\(nl\)", page), name
    name, page = next(iter(one.items()))
    assert next(iter(sheets.sheets(course, "nl", ASSETS, TODAY))) == (name, page)


def test_paper_says_that_nobody_has_reviewed_it_and_since_when_all_of_its_numbers_are_true(course: Course) -> None:
    """The day is that of the number which was read longest ago, not that of the first."""
    first, *others = course.guidance.contacts
    source = dataclasses.replace(first.source, read_on=date(2026, 12, 24))
    later = dataclasses.replace(first, source=source)
    guidance = dataclasses.replace(course.guidance, contacts=(later, *others))
    renderer = sheets.renderer_of(dataclasses.replace(course, guidance=guidance), "nl", ASSETS, TODAY)
    sheet = next(each for each in course.guidance.sheets if first.id == each.contacts[0])
    printed = sheets.values(renderer, sheet)
    assert "22 november 2026" in printed["note"]
    assert "Nog niet beoordeelde uitgave" in printed["foot"]
    (block,) = (each for _, each in directives(course) if each.name == "sheet" and each.arguments[0] == sheet.id)
    shown = renderer.fresh(block)
    assert "Nog niet beoordeelde uitgave" in shown
    assert "22 november 2026" in shown
    assert "24 december 2026" not in shown


def test_words_that_do_not_fit_on_one_page_are_a_fault_and_no_second_page(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "SIZES", (10, 9))
    (sheet, *_) = course.guidance.sheets
    long = dataclasses.replace(sheet.groups[0], points=tuple(Text("Words and words. " * 20) for _ in range(40)))
    with pytest.raises(pdf.TooLong, match=re.escape(sheet.title)):
        sheets.drawn(course, dataclasses.replace(sheet, groups=(long,)), "nl", ASSETS, TODAY)


def test_the_printed_pages_have_the_colours_of_the_light_theme() -> None:
    used = set()
    for path in (ROOT / "assets" / "print").glob("*.typ"):
        used |= set(re.findall(r'colour\("([a-z-]+)"\)', path.read_text(encoding="utf-8")))
    assert used
    assert used <= set(pdf.colours(ASSETS))
    assert pdf.colours(ASSETS)["night"] == "#1c1b3c"


def test_no_font_for_print_travels_in_a_package() -> None:
    css = (ROOT / "assets" / "dist" / "player.css").read_text(encoding="utf-8")
    assert not re.search(r"\.ttf", css)
    assert not list(Path(ROOT / "assets" / "components").rglob("*.ttf"))


# --- the kit ----------------------------------------------------------------------------------------------------

LINK = "https://lms.example.org/course/7"
KIT = (ROOT / "tests" / "rules" / "C024" / "course" / "kit.yaml").read_text(encoding="utf-8")
SOUND = KIT.replace("minutes: 50", "minutes: 45").replace("Begin here.", "Begin here: {link}").replace("{school}", "us")


def made(folder: Path, out: Path, link: str = LINK) -> kit.Kitted:
    return kit.make(folder, ASSETS, out, link=link, today=TODAY)


def test_the_kit_is_tagged_pages_and_texts_and_the_same_each_time(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course({"kit.yaml": SOUND})
    one, two = (
        {file.name: file.read_bytes() for file in made(folder, tmp_path / name).files} for name in ("one", "two")
    )
    assert one == two
    pages = {name for name in one if name.endswith(".pdf")}
    assert pages == {"poster-a3-en.pdf", "poster-a4-en.pdf", "card-en.pdf", "session-en.pdf"}
    assert all(b"<pdfuaid:part>1</pdfuaid:part>" in one[name] for name in pages)
    assert one["mail-en.txt"].decode() == f"A mail\n\nBegin here: {LINK}\n"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("[Words.]", "[The girl is a child prostitute.]", "S005"), ("[Talk.]", "[Ring 033-448 11 86 first.]", "G008")],
)
def test_a_text_of_the_kit_is_held_to_all_that_holds_for_the_course(
    old: str, new: str, code: str, make_course: MakeCourse, tmp_path: Path
) -> None:
    assert old in SOUND
    done = made(make_course({"kit.yaml": SOUND.replace(old, new, 1)}), tmp_path / "out")
    assert code in {each.code for each in done.problems if each.severity == "error"}
    assert (done.files, (tmp_path / "out").exists()) == ((), False)


@pytest.mark.parametrize(
    "link", ["", "lms.example.org", "javascript:alert(1)", "https://", "https://a b", f"https://a.example/{'x' * 300}"]
)
def test_a_link_that_no_phone_can_open_is_refused(link: str, make_course: MakeCourse, tmp_path: Path) -> None:
    done = made(make_course({"kit.yaml": SOUND}), tmp_path / "out", link)
    assert [each.code for each in done.problems if each.severity == "error"] == ["R032"]
    assert done.files == ()


@pytest.mark.parametrize("page", ["poster-a4", "card", "session"])
def test_no_address_runs_off_the_paper_and_each_page_names_it(page: str, course: Course) -> None:
    long = f"https://lms.example.org/{'x' * 270}"
    words = kit.Words(course, "nl", ROOT / "course", ASSETS, long, TODAY)
    with Image.open(BytesIO(words.drawn(page, kind="png"))) as picture:
        below = picture.convert("L").crop((picture.width - 20, picture.height * 3 // 4, picture.width, picture.height))
        assert below.getextrema() == (255, 255)
    assert f"/URI({long})".encode() in words.drawn(page)


@pytest.mark.parametrize("page", ["poster", "card", "session"])
def test_the_numbers_of_a_kit_have_their_date(page: str, course: Course) -> None:
    words = kit.Words(course, "nl", ROOT / "course", ASSETS, LINK, TODAY)
    assert "22 november 2026" in words.values(page)["note"]


def test_a_course_without_words_for_a_kit_is_told_so(make_course: MakeCourse, tmp_path: Path) -> None:
    assert "R033" in {each.code for each in made(make_course(), tmp_path / "out").problems}


def test_every_edition_of_the_course_has_a_kit_that_fits_its_pages(course: Course) -> None:
    """In Dutch, which is the longer; the card has the least room."""
    written = load(ROOT / "course").course
    assert written is not None
    dutch = translate.localized(written, translate.read(written, ROOT / "course", "nl")[0])
    for each in editions(dutch):
        found = kit.files(each, "nl", ROOT / "course", ASSETS, LINK, TODAY)
        assert len(found) == 6
        assert LINK.encode() in found[next(name for name in found if name.startswith("mail"))]
