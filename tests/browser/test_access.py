"""Nobody is shut out: every page and every component measured in a real browser, with no rule off and nothing left out.

Every page goes through axe here, and every component through all measures; tests/long/test_access_walk.py has the
whole walk through all measures, which takes minutes.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from ..conftest import ROOT
from .conftest import Learner, Server, outline
from .test_questions import to_page
from .walking import (
    RECORDED,
    Measured,
    by_axe,
    components_at,
    course,
    is_recorded,
    looked_at,
    measure,
    offenders,
    opened,
)

PICTURED = (
    "banner-not-saved-yet.html",
    "contact-number-hours-and-note.html",
    "figure-new-with-a-caution-and-a-link.html",
    "question-right.html",
    "question-not-quite.html",
    "signals-two-groups-all-marks.html",
    "story-before-watching.html",
    "steps-two-steps.html",
)
MOST_DIFFERENCE = 2.0  # of 255, on average over a picture: other machines smooth letters differently


@dataclass(frozen=True, kw_only=True)
class Component:
    """A page of the gallery: what was measured, what assistive technology reads, and for some how it looks."""

    measured: Measured
    tree: str
    picture: Image.Image | None


@pytest.fixture(scope="module")
def pages(sites: dict[str, Server], browser: Browser) -> Iterator[list[Measured]]:
    """Every page of the English package, measured by axe; tests/long/ measures the rest of them."""
    context = opened(browser)
    yield list(course(context.new_page(), sites["en"].address, core=by_axe, rest=by_axe, answered=None))
    context.close()


@pytest.fixture(scope="module")
def gallery_pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[Component]:
    """Every page of the English gallery, measured, read and some of them pictured."""
    context = opened(browser)
    page = context.new_page()
    found = []
    with components_at(tmp_path_factory.mktemp("gallery"), "en") as addresses:
        for name, address in addresses.items():
            page.goto(address)
            tree = page.locator(".smn-gallery-body").aria_snapshot() if name != "index.html" else ""
            page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
            picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))) if name in PICTURED else None
            found.append(Component(measured=looked_at(page, name), tree=tree, picture=picture))
    context.close()
    return found


@pytest.fixture(scope="module")
def components(gallery_pages: list[Component]) -> list[Measured]:
    return [each.measured for each in gallery_pages]


FAULTY = """<!DOCTYPE html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>
<style>
  header { position: fixed; inset: 0 0 auto; height: 120px; background: #222; color: #fff }
  button { width: 20px; height: 20px; outline: none !important }
  div { width: 1400px }
  .faint { forced-color-adjust: none; color: #999; background: #fff }
</style>
<header><p>A bar</p></header><button>x</button><p class="faint">Faint</p><img src="data:,">
<div id="same">Wide</div><p id="same"></p></main>"""


def test_each_measure_finds_what_is_wrong(browser: Browser) -> None:
    context = opened(browser)
    page = context.new_page()
    page.goto("data:text/html,<p>")
    page.set_content(FAULTY)
    page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    page.add_script_tag(path=Path(__file__).parent / "access.js")
    found = measure(page, "faulty").offenders
    context.close()
    assert [name for name, faults in found.items() if not faults] == []
    assert any(fault.startswith("image-alt") for fault in found["axe"])
    assert "twice: same" in found["axe"]
    assert any("is under header" in fault for fault in found["focus"])
    assert any("has no mark" in fault for fault in found["focus"])


def test_the_walk_meets_every_page(pages: list[Measured], sites: dict[str, Server]) -> None:
    known = {page for part in outline(sites["en"].address)["parts"] for page in part["pages"]}
    assert known - {"welcome"} <= {each.name.partition(",")[0] for each in pages}


def test_assistive_technology_reads_each_component_as_recorded(gallery_pages: list[Component]) -> None:
    trees = (f"# {each.measured.name}\n{each.tree}\n" for each in gallery_pages if each.tree)
    assert is_recorded("trees-en.yaml", "\n".join(trees))


def test_some_components_look_as_they_did(gallery_pages: list[Component]) -> None:
    pictures = {each.measured.name: each.picture.convert("RGB") for each in gallery_pages if each.picture}
    assert set(pictures) == set(PICTURED)
    for name, picture in pictures.items():
        file = RECORDED / name.replace(".html", ".webp")
        if os.environ.get("RECORD"):
            picture.save(file, lossless=True, method=6)
        with Image.open(file) as recorded:
            difference = ImageChops.difference(picture, recorded.convert("RGB"))
        assert max(ImageStat.Stat(difference).mean) <= MOST_DIFFERENCE, name


def test_no_page_and_no_component_breaks_a_rule_of_axe(pages: list[Measured], components: list[Measured]) -> None:
    assert offenders(pages, "axe") == []
    assert offenders(components, "axe") == []


def test_nothing_scrolls_sideways_at_320_px_or_400_per_cent(components: list[Measured]) -> None:
    assert offenders(components, "reflow") == []


def test_wider_spacing_of_text_cuts_nothing_off(components: list[Measured]) -> None:
    assert offenders(components, "text spacing") == []


def test_targets_are_large_enough_for_a_thumb(components: list[Measured]) -> None:
    assert offenders(components, "targets") == []


def test_every_component_can_be_read_in_forced_colours(components: list[Measured]) -> None:
    assert offenders(components, "forced colours") == []


@pytest.mark.parametrize("learner", ["nl"], indirect=True)
def test_on_a_phone_with_letters_of_24_px_no_question_scrolls_sideways(learner: Learner) -> None:
    """A frame of 360 px with letters half as large again has room for as much as one of 240 px."""
    visit = learner.launch("&frame=240x640")
    wide = {}
    to_page(visit, "how-sure")
    wide["how-sure"] = visit.course.evaluate("document.documentElement.scrollWidth")
    visit.course.click("[data-action=menu]")
    visit.course.click("[data-go-part=final-test]")
    visit.at("test")
    for at, step in enumerate(visit.course.locator("[data-page-id=test] [data-step]").all()):
        step.evaluate("(step) => step.removeAttribute('hidden')")
        wide[f"test {at}"] = visit.course.evaluate("document.documentElement.scrollWidth")
    assert {page: width for page, width in wide.items() if width > 240} == {}
