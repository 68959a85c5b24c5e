"""A theme changes look and own contact, stays readable, and lets nothing unsafe in."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from scormkit.problems import Problem
from seemenow import pipeline, resources
from seemenow.load import load
from seemenow.model import Located
from seemenow.preview import server
from seemenow.theme import look, theme_file
from seemenow.walk import directives

from .conftest import ROOT, MakeCourse

TODAY = date(2026, 11, 22)
ASSETS = resources.assets()
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3H0z" fill="#8a1538"/></svg>'
CONTACT = """\
contact:
  words:
    - {language: en, name: Our care team, purpose: Any worry about a pupil., hours: Until five}
  phone: "0800 001"
  source: {name: Made up for tests, read_on: 2026-11-22}
  dialled_on: 2026-11-22
  expires_on: 2027-02-22
"""


def build(folder: Path, theme_text: str, out: Path, **files: bytes) -> tuple[tuple[Problem, ...], dict[str, str], str]:
    """Return the problems, the files and the name of a package under a theme."""
    home = out / "brand"
    home.mkdir(parents=True)
    (home / "theme.yaml").write_text(f"id: example\nname: Example School\n{theme_text}", encoding="utf-8")
    for name, data in files.items():
        (home / name.replace("_", ".")).write_bytes(data)
    path = home / "theme.yaml"
    built = pipeline.build(folder, ASSETS, out, formats=("scorm12",), theme_path=path, today=TODAY)
    if not built.artifacts:
        return built.problems, {}, ""
    file = built.artifacts[0].file
    with zipfile.ZipFile(file) as package:
        return (
            built.problems,
            {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()},
            file.name,
        )


def refused(accent: str, mode: str = "light") -> list[Problem]:
    colours = look.Lights(**{mode: look.Colours(accent=Located(accent))})
    brand = look.Theme(id=Located("x"), name=Located("X"), colours=colours)
    return list(look.faults(brand, {}, ASSETS, TODAY))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 0xFFFFFF), st.sampled_from(["light", "dark"]))
def test_any_accent_can_be_read_everywhere_or_is_refused_with_one_that_can(number: int, mode: str) -> None:
    for fault in refused(f"#{number:06x}", mode):
        assert fault.code == "H002"
        (better,) = re.findall(r'accent: "(#[0-9a-f]{6})"', fault.remedy)
        assert refused(better, mode) == []


def test_the_colour_that_is_offered_is_of_the_same_hue_and_no_further_than_it_must_be() -> None:
    (fault,) = refused("#ff8fa3")
    (better,) = re.findall(r"#[0-9a-f]{6}", fault.remedy)
    red, green, blue = (int(better[at : at + 2], 16) for at in (1, 3, 5))
    assert red > blue > green
    lighter = f"#{red + 2:02x}{green:02x}{blue:02x}"
    assert refused(lighter), f"{better} is darker than it needs to be"


def test_a_colour_is_judged_with_what_follows_from_it_and_by_what_it_stands_on() -> None:
    colours = look.Lights(light=look.Colours(page=Located("#777"), header=Located("#fafafa")))
    brand = look.Theme(id=Located("x"), name=Located("X"), colours=colours)
    found = list(look.faults(brand, {}, ASSETS, TODAY))
    assert [each.code for each in found] == ["H002", "H002"]
    assert {each.message.split()[0] for each in found} == {"page", "header"}


def test_one_colour_is_enough_and_both_lights_get_it_with_its_shades(make_course: MakeCourse, tmp_path: Path) -> None:
    _, files, _ = build(make_course(), 'colours: {light: {accent: "#8a1538", header: "#3a0a1c"}}\n', tmp_path)
    (css,) = (text for name, text in files.items() if re.fullmatch(r"player-.+\.css", name))
    light, dark = css.rsplit("@media (prefers-color-scheme:dark)", 1)
    assert "--teal:#8a1538;" in light
    assert ".smn-header{--night:#3a0a1c;" in light
    in_dark = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", dark))
    assert in_dark.keys() >= {"teal", "teal-strong", "teal-soft", "on-teal", "night"}
    assert look.contrast(in_dark["teal"], "#1d1d40") >= 4.5


def test_name_logo_and_fonts_are_in_the_package_and_records_stay_where_they_are(
    make_course: MakeCourse, tmp_path: Path
) -> None:
    font = (ROOT / "assets" / "fonts" / "smn-text.woff2").read_bytes()
    text = "logo: logo.svg\nfonts: {text: [own.woff2]}\ntitles: [{language: en, title: Seen at Example}]\n"
    folder = make_course()
    problems, files, name = build(folder, text, tmp_path, logo_svg=LOGO.encode(), own_woff2=font)
    assert [each.code for each in problems] == ["R001"]
    assert name == "minimal-1.0.0-example-en-scorm12.zip"
    page = files["index.html"]
    assert re.search(r'<img class="smn-header__logo" src="brand-logo-[0-9a-f]{8}\.svg" alt="Example School">', page)
    assert "Seen at Example" in page
    assert "Seen at Example" in files["imsmanifest.xml"]
    (plain,) = pipeline.build(folder, ASSETS, tmp_path, formats=("scorm12",), today=TODAY).artifacts
    (item,) = plain.package.item_identifiers
    assert f'<item identifier="{item}"' in files["imsmanifest.xml"]
    assert any(name.startswith("brand-text-400-") for name in files)
    assert not any(name.startswith("smn-text") for name in files)


def test_the_own_contact_stands_wherever_it_is_shown_whom_to_call_now(make_course: MakeCourse, tmp_path: Path) -> None:
    problems, files, _ = build(make_course(), CONTACT, tmp_path)
    assert [each.code for each in problems] == ["R001"]
    shown = 'data-contact="own" data-expires="2027-02-22"'
    dialog = files["index.html"].partition('id="worried"')[2].partition("</dialog>")[0]
    assert dialog.count(shown) == 1
    assert "Until five" in dialog
    assert 'href="tel:0800001"' in files["index.html"].partition("<noscript>")[2].partition("</noscript>")[0]
    help_list, *_ = files["text.html"].partition("</ol>")
    assert shown in help_list
    on_pages = files["index.html"].partition("<main")[2].partition("</main>")[0]
    assert on_pages.count(shown) == 1, "the page with ::contacts helpline, the first to call now"


def test_in_the_real_course_it_joins_the_numbers_to_call_and_the_sheets_but_no_other_list(tmp_path: Path) -> None:
    path = tmp_path / "theme.yaml"
    path.write_text(f"id: example\nname: Example\n{CONTACT}", encoding="utf-8")
    brand, _ = theme_file.read(path)
    course = load(ROOT / "course").course
    assert brand is not None
    assert course is not None
    shown = look.themed(course, brand.theme, "en")
    lists = [[str(name) for name in each.arguments] for _, each in directives(shown) if each.name == "contacts"]
    assert ["emergency", "own", "veilig-thuis", "comensha", "police", "helpwanted"] in lists
    assert ["helpwanted", "kindertelefoon"] in lists
    assert all("own" in each.contacts for each in shown.guidance.sheets if each.contacts)
    assert shown.guidance.now == course.guidance.now
    assert look.themed(course, brand.theme, "nl").guidance == course.guidance


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("expires_on: 2027-02-22", "expires_on: 2026-11-21", "G002"),
        ("expires_on: 2027-02-22", "expires_on: 2028-02-22", "G010"),
        ("0800 001", "call us", "G003"),
        ("  dialled_on: 2026-11-22\n", "", "G005"),
        ("  source: {name: Made up for tests, read_on: 2026-11-22}\n", "", "G007"),
    ],
)
def test_the_own_contact_keeps_the_rules_of_every_contact(
    make_course: MakeCourse, tmp_path: Path, old: str, new: str, code: str
) -> None:
    problems, files, _ = build(make_course(), CONTACT.replace(old, new), tmp_path)
    assert [(each.code, each.place.file) for each in problems if each.code != "R001"] == [(code, "theme.yaml")]
    if code == "G002":
        assert 'data-contact="own"' not in files["index.html"]


@pytest.mark.parametrize("words", ["Example School", "The title here", "Any worry about a pupil.", "Until five"])
def test_no_text_of_a_theme_has_words_that_are_never_used(make_course: MakeCourse, tmp_path: Path, words: str) -> None:
    home = tmp_path / "brand"
    home.mkdir()
    theme = f"id: example\nname: Example School\ntitles:\n  - {{language: en, title: The title here}}\n{CONTACT}"
    (home / "theme.yaml").write_text(theme.replace(words, "For child prostitutes"), encoding="utf-8")
    examined = pipeline.examine(make_course(), ASSETS, today=TODAY)
    _, problems = pipeline.branded(examined, ["en"], home / "theme.yaml", ASSETS)
    assert [each.code for each in problems] == ["S005"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("logo.svg", LOGO.replace("<path", "<path onload='x()'"), "runs a script"),
        ("logo.svg", LOGO.replace("<path", "<image href='https://x.example/a.png'/><path"), "points to https"),
        ("logo.svg", LOGO.replace("<path", "<style>@import 'x.css';</style><path"), "calls another file"),
        ("logo.svg", LOGO.replace("<path", "<style>a{fill:url(https://x.example/a)}</style><path"), "calls another"),
        ("logo.svg", LOGO.replace("<path", "<foreignObject/><path"), "foreignObject"),
        ("logo.svg", LOGO.replace(' viewBox="0 0 9 3"', ""), "viewBox"),
        ("logo.svg", LOGO.replace("0 0 9 3", "0 09 3"), "viewBox"),
        ("logo.svg", f'<!DOCTYPE svg [<!ENTITY a "b">]>{LOGO}', "entities"),
        ("logo.svg", "<svg", "cannot be read"),
        ("logo.png", "no picture", "cannot be read as a PNG"),
        ("logo.gif", "GIF89a", "neither SVG nor PNG"),
        ("logo.svg", LOGO.replace("<path", "<style><a/>b{fill:url(//x.example/a)}</style><path"), "calls another"),
        ("logo.svg", f'<?xml-stylesheet href="https://x.example/a.css"?>{LOGO}', "calls another"),
        ("logo.svg", LOGO.replace("<path", "<animate attributeName='x' dur='1s'/><path"), "<animate> in it"),
        ("logo.svg", LOGO.replace("<path", "<style>@keyframes a{to{fill:red}}</style><path"), "it moves"),
    ],
)
def test_a_logo_that_is_not_plainly_a_picture_is_refused(name: str, content: str, reason: str) -> None:
    assert reason in theme_file.logo_fault(name, content.encode())


def test_a_plain_logo_is_taken() -> None:
    file = io.BytesIO()
    Image.new("RGB", (60, 20)).save(file, "PNG")
    for name, data in (("logo.png", file.getvalue()), ("logo.svg", LOGO.encode())):
        assert theme_file.logo_fault(name, data) == ""
        assert theme_file.logo_fault(name.upper(), data) == ""


def test_a_logo_of_pixels_that_moves_or_is_damaged_anywhere_is_refused() -> None:
    still, moving = io.BytesIO(), io.BytesIO()
    frames = [Image.new("RGB", (60, 20), colour) for colour in ("red", "blue")]
    frames[0].save(still, "PNG")
    frames[0].save(moving, "PNG", save_all=True, append_images=frames[1:])
    assert theme_file.logo_fault("logo.png", moving.getvalue()) == "it moves"
    for at in range(len(still.getvalue())):
        damaged = still.getvalue()[:at] + bytes([still.getvalue()[at] ^ 5]) + still.getvalue()[at + 1 :]
        assert theme_file.logo_fault("logo.png", damaged) in ("", "it cannot be read as a PNG")


@pytest.mark.filterwarnings("error")
def test_a_huge_logo_is_refused_by_its_measures_alone() -> None:
    file = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(file, "PNG")
    assert theme_file.logo_fault("logo.png", file.getvalue()) == "it is 10000 by 10000 pixels, more than 2000"


def test_a_font_by_itself_must_be_variable() -> None:
    variable = (ROOT / "assets" / "fonts" / "smn-text.woff2").read_bytes()
    one_table = b"wOF2" + bytes(4) + (50).to_bytes(4, "big") + (1).to_bytes(2, "big") + bytes(34) + bytes([1, 20])
    assert theme_file.font_fault(variable, is_alone=True) == ""
    assert "not variable" in theme_file.font_fault(one_table, is_alone=True)
    assert theme_file.font_fault(one_table, is_alone=False) == ""
    assert "WOFF2" in theme_file.font_fault(b"wOF2", is_alone=False)


def test_only_small_files_beside_the_theme_are_read(make_course: MakeCourse, tmp_path: Path) -> None:
    folder = make_course()
    for number, (name, said) in enumerate(
        [("../logo.svg", "without a path"), ("lgo.svg", 'mean "logo.svg"'), ("big.png", "it has 200 kB")]
    ):
        out = tmp_path / str(number)
        found, *_ = build(folder, f"logo: {name}\n", out, logo_svg=LOGO.encode(), big_png=bytes(200 * 1024))
        assert [each.code for each in found if said in each.message] == ["H003"]


@pytest.mark.parametrize("name", ["Logo (1).svg", "logo@2x.SVG", "school & co, red+white.svg", "_logo.svg"])
def test_a_file_may_be_called_as_programs_for_drawing_call_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LOGO, encoding="utf-8")
    (tmp_path / "theme.yaml").write_text(f'id: example\nname: Example\nlogo: "{name}"\n', encoding="utf-8")
    assert theme_file.read(tmp_path / "theme.yaml")[1] == ()


def test_the_preview_shows_the_theme_and_keeps_the_last_good_one(make_course: MakeCourse, tmp_path: Path) -> None:
    path = tmp_path / "theme.yaml"
    good = 'id: example\nname: Example School\ncolours: {light: {accent: "#8a1538"}}\n'
    path.write_text(good, encoding="utf-8")
    stage = server.Stage(folder=make_course(), assets=ASSETS, today=TODAY, theme=path)
    for text, codes in ((good, ["R001"]), (good.replace("8a1538", "ff8fa3"), ["R001", "H002"])):
        path.write_text(text, encoding="utf-8")
        stage.read()
        assert [each.code for each in stage.problems] == codes
        files = stage.package("en", "")
        (css,) = (content for name, content in files.items() if re.fullmatch(r"player-.+\.css", name))
        assert isinstance(css, bytes)
        assert b"--teal:#8a1538" in css


def test_a_theme_that_is_not_utf_8_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "theme.yaml"
    path.write_bytes(b"id: example\nname: Caf\xe9\n")
    (fault,) = theme_file.read(path)[1]
    assert (str(fault.place), fault.code) == ("theme.yaml:2", "L002")


def test_a_brand_travels_to_other_processes(tmp_path: Path) -> None:
    path = tmp_path / "theme.yaml"
    path.write_text(f"id: example\nname: Example\n{CONTACT}", encoding="utf-8")
    brand, problems = theme_file.read(path)
    assert problems == ()
    assert pickle.loads(pickle.dumps(brand)) == brand


def test_the_example_in_the_docs_is_a_theme_without_faults(make_course: MakeCourse, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    font = (ROOT / "assets" / "fonts" / "smn-text.woff2").read_bytes()
    for name, data in {"theme.yaml": example.encode(), "logo.svg": LOGO.encode(), "house-sans.woff2": font}.items():
        (tmp_path / name).write_bytes(data)
    path, out = tmp_path / "theme.yaml", tmp_path / "out"
    built = pipeline.build(make_course(), ASSETS, out, formats=("scorm12",), theme_path=path, today=TODAY)
    assert [each.code for each in built.problems if each.severity != "pending"] == []
    assert built.artifacts
