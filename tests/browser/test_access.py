"""Nobody is shut out: every page and every component measured in a real browser, with no rule off and nothing left out.

The course is walked once, each page is measured in every frame while it is on screen, and each test below reads one
measure of all pages. What is measured is in access.js. Scripts come in through the browser's own door, which the
content security policy of the package does not close: the policy stays in force while axe-core runs.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page

from .. import gallery
from ..conftest import ROOT
from .conftest import PATIENCE_MS, Server

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK = (1280, 900)
ZOOMED = (320, 256)  # 1280 × 1024 at 400 per cent, and as narrow as 1.4.10 asks
PHONE = (367, 666)  # what Moodle leaves on a phone
LAPTOP = (650, 666)  # and on a laptop
MOST_SHIFT = 0.02
MOST_STOPS = 80


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One page in one state: the offenders by measure, the number of stops by Tab, and how far it shifted."""

    name: str
    offenders: dict[str, list[str]]
    stops: int
    shift: float


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def ask(page: Page, measure: str, *arguments: Any) -> Any:
    return page.evaluate("([name, given]) => window.access[name](...given)", [measure, list(arguments)])


def tabbed(page: Page) -> tuple[list[str], int]:
    """Go through the whole page by Tab; return how the focus cannot be seen, and the number of stops."""
    ask(page, "start")
    faults: list[str] = []
    for stops in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen = ask(page, "focused")
        if seen["isRound"]:
            return faults, stops
        faults += seen["faults"]
    raise AssertionError(f"Tab does not come to an end on {page.evaluate('document.body.dataset.page')}")


def looked_at(page: Page, name: str) -> Measured:
    """Measure what is on screen as it stands, at 320 px, and in forced colours."""
    page.evaluate("document.fonts.ready")
    found = {"axe": ask(page, "axeFaults", TAGS)}
    shift = ask(page, "shift")
    page.emulate_media(forced_colors="active")
    found["forced colours"] = ask(page, "faint")
    page.emulate_media(forced_colors="none")
    resize(page, ZOOMED)
    found["reflow"] = ask(page, "sideways")
    found["text spacing"] = ask(page, "spaced")
    found["targets"] = ask(page, "small")
    return Measured(name=name, offenders=found, stops=0, shift=shift)


def measure(page: Page, name: str) -> Measured:
    """Measure what is on screen in every frame, and with the keyboard."""
    seen = looked_at(page, name)
    over_text: list[str] = []
    focus: list[str] = []
    stops = 0
    for size in (LAPTOP, PHONE):
        resize(page, size)
        over_text += ask(page, "pinned") + ask(page, "covered") + ask(page, "sideways")
        faults, stops = tabbed(page)
        focus += faults
    targets = ask(page, "small")
    resize(page, DESK)
    ask(page, "start")
    found = seen.offenders | {"over text": over_text, "focus": focus, "targets": seen.offenders["targets"] + targets}
    return replace(seen, offenders=found, stops=stops)


def opened(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="en")
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    context.add_init_script(path=Path(__file__).parent / "access.js")
    return context


def go_on(page: Page, action: str) -> None:
    """Press an action and wait until another page or question is on screen."""
    here = "[document.body.dataset.page, document.querySelector('[data-step]:not([hidden])')?.dataset.step].join()"
    before = page.evaluate(here)
    page.locator(f"[data-action={action}]:visible").click()
    page.wait_for_function(f"(before) => {here} !== before", arg=before)


def dialogs_and_menu(page: Page) -> Iterator[Measured]:
    for name, opener in (("worried", "[data-action=worried]"), ("about", "[data-opens=about]")):
        page.locator(opener).click()
        yield measure(page, name)
        page.keyboard.press("Escape")
    page.locator("[data-action=menu]").click()
    yield measure(page, "menu")
    page.locator("[data-action=menu]").click()


def story(page: Page, name: str) -> Iterator[Measured]:
    page.locator("[data-story-watch]:visible").click()
    page.locator("[data-film-face=pause]:visible").wait_for()
    page.locator("[data-film-play]:visible").click()
    page.locator("[data-film-toggle=describe]:visible").click()
    page.locator("[data-film-settings]:visible").click()
    page.locator("[data-transcript] summary:visible").click()
    yield measure(page, f"{name}, film")


def quiz(page: Page, name: str) -> Iterator[Measured]:
    """Answer every question by its first option, after handing in nothing once where that is possible."""
    if not page.locator("[data-ordering]:visible").count():
        page.locator("[data-action=check]:visible").click()
        page.locator("[data-quiz-hint]:not(:empty)").wait_for()
        yield measure(page, f"{name}, nothing chosen")
    while page.locator("[data-action=check]:visible").count():
        question = page.locator("[data-step]:not([hidden])").get_attribute("data-step")
        for some in page.locator("select[data-option]:visible").all():
            some.select_option(index=1)
        for one in page.locator("input[data-option]:visible").all()[:1]:
            one.check()
        page.locator("[data-action=check]:visible").click()
        page.locator("[data-verdict]:visible").wait_for()
        yield looked_at(page, f"{name}, {question} answered")
        resize(page, DESK)
        if not page.locator("[data-quiz] [data-action=next]:visible").count():
            return  # one question for practice: the page goes on below it
        page.locator("[data-quiz] [data-action=next]:visible").click()
        page.locator(f"[data-step='{question}']").wait_for(state="hidden")
    yield measure(page, f"{name}, result")


def course(page: Page, address: str) -> Iterator[Measured]:
    """Walk the whole course, opened on its own, and the same course as text."""
    page.goto(f"{address}course/index.html?alone")
    page.locator("body[data-saved=alone]").wait_for()
    yield measure(page, "first page")
    yield from dialogs_and_menu(page)
    go_on(page, "start")
    while True:
        name = page.evaluate("document.body.dataset.page")
        if page.locator("[data-action=check]:visible").count():
            yield from quiz(page, name)
        else:
            yield measure(page, name)
        if page.locator("[data-story-watch]:visible").count():
            yield from story(page, name)
        if page.locator("[data-action=finish]:visible").count():
            break
        go_on(page, "next")
    page.locator("[data-action=finish]").click()
    page.locator("[data-player=away-saved]:visible").wait_for()
    yield measure(page, "stopped")
    page.goto(f"{address}course/text.html")
    yield measure(page, "as text")


@pytest.fixture(scope="module")
def pages(sites: dict[str, Server], browser: Browser) -> Iterator[list[Measured]]:
    """Every page of the English package, measured."""
    context = opened(browser)
    yield list(course(context.new_page(), sites["en"].address))
    context.close()


@pytest.fixture(scope="module")
def components(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Measured]]:
    """Every page of the English gallery, measured."""
    folder = tmp_path_factory.mktemp("gallery")
    names = [file.name for file in gallery.written(folder, "en")]
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = opened(browser)
    page = context.new_page()
    measured = []
    for name in names:
        resize(page, DESK)
        page.goto(server.address + name)
        measured.append(looked_at(page, name))
    yield measured
    context.close()
    server.shutdown()
    server.server_close()


FAULTY = """<!DOCTYPE html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>
<style>
  header { position: fixed; inset: 0 0 auto; height: 120px; background: #222; color: #fff }
  button { width: 20px; height: 20px; outline: none !important }
  div { width: 1400px }
  .faint { forced-color-adjust: none; color: #999; background: #fff }
</style>
<header><p>A bar</p></header><button>x</button><p class="faint">Faint</p><img src="data:,"><div>Wide</div></main>"""


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
    assert any("is under header" in fault for fault in found["focus"])
    assert any("has no mark" in fault for fault in found["focus"])


def offenders(measured: list[Measured], of: str) -> list[str]:
    return [f"{each.name}: {one}" for each in measured for one in each.offenders.get(of, [])]


def test_the_walk_meets_every_page_of_the_core(pages: list[Measured], sites: dict[str, Server]) -> None:
    """The parts that nobody needs are measured as text, on the page that has the whole course."""
    names = {each.name.partition(",")[0] for each in pages}
    known = set()
    for file in (ROOT / "course" / "parts").glob("*/part.yaml"):
        part = yaml.safe_load(file.read_text(encoding="utf-8"))
        known |= set(part["pages"]) if part.get("core", True) else set()
    assert len(known) > 40
    assert known - {"welcome"} <= names
    assert all(each.stops for each in pages if "focus" in each.offenders)


def test_no_page_and_no_component_breaks_a_rule_of_axe(pages: list[Measured], components: list[Measured]) -> None:
    assert offenders(pages, "axe") == []
    assert offenders(components, "axe") == []


def test_nothing_scrolls_sideways_at_320_px_or_400_per_cent(pages: list[Measured], components: list[Measured]) -> None:
    assert offenders(pages, "reflow") == []
    assert offenders(components, "reflow") == []


def test_wider_spacing_of_text_cuts_nothing_off(pages: list[Measured], components: list[Measured]) -> None:
    assert offenders(pages, "text spacing") == []
    assert offenders(components, "text spacing") == []


def test_no_bar_lies_over_text_in_the_frames_of_moodle(pages: list[Measured]) -> None:
    assert offenders(pages, "over text") == []


def test_what_has_focus_is_marked_and_in_sight_all_the_way_through(pages: list[Measured]) -> None:
    assert offenders(pages, "focus") == []


def test_targets_are_large_enough_for_a_thumb(pages: list[Measured], components: list[Measured]) -> None:
    assert offenders(pages, "targets") == []
    assert offenders(components, "targets") == []


def test_every_page_can_be_read_in_forced_colours(pages: list[Measured], components: list[Measured]) -> None:
    assert offenders(pages, "forced colours") == []
    assert offenders(components, "forced colours") == []


def test_no_page_jumps(pages: list[Measured]) -> None:
    assert [(each.name, round(each.shift, 3)) for each in pages if each.shift > MOST_SHIFT] == []
