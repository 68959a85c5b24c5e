"""Walks the whole course in a real browser, and measures each page in every frame while it is on screen.

What is measured is in access.js. Scripts come in through the browser's own door, which the content security policy of
the package does not close: the policy stays in force while axe-core runs.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page

from .. import gallery
from ..conftest import ROOT
from .conftest import PATIENCE_MS, Server

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# In the chat the line of help stays in sight on purpose, while answers scroll by under it.
HELP_STAYS = ("chat",)
# Questions are drawn and their answers mixed: the same ones each time, so that what was recorded can be compared.
ALWAYS_THE_SAME = "Math.random = () => 0.5"
DESK = (1280, 900)
ZOOMED = (320, 256)  # 1280 × 1024 at 400 per cent, and as narrow as 1.4.10 asks
PHONE = (367, 666)  # what Moodle leaves on a phone
LAPTOP = (650, 666)  # and on a laptop
MOST_STOPS = 80
RECORDED = Path(__file__).parent / "recorded"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One page in one state: the offenders by measure, the stops by Tab in their order, and how far it shifted."""

    name: str
    offenders: dict[str, list[str]]
    stops: tuple[str, ...] = ()
    shift: float = 0


Measure = Callable[[Page, str], Measured]


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def ask(page: Page, measure: str, *arguments: Any) -> Any:
    return page.evaluate("([name, given]) => window.access[name](...given)", [measure, list(arguments)])


def tabbed(page: Page) -> tuple[list[str], tuple[str, ...]]:
    """Go through the whole page by Tab; return how the focus cannot be seen, and the stops by name."""
    ask(page, "start")
    faults: list[str] = []
    stops: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen = ask(page, "focused")
        if seen["isRound"]:
            return faults, tuple(stops)
        faults += seen["faults"]
        stops.append(seen["name"])
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
    resize(page, DESK)
    return Measured(name=name, offenders=found, shift=shift)


def measure(page: Page, name: str, size: tuple[int, int] = PHONE) -> Measured:
    """Measure what is on screen, in a frame of Moodle too, and there with the keyboard; the page is left at 1280."""
    seen = looked_at(page, name)
    resize(page, size)
    over_text = [] if name in HELP_STAYS else ask(page, "pinned") + ask(page, "covered")
    over_text += ask(page, "sideways")
    focus, stops = tabbed(page)
    targets = ask(page, "small")
    resize(page, DESK)
    ask(page, "start")
    found = seen.offenders | {"over text": over_text, "focus": focus, "targets": seen.offenders["targets"] + targets}
    return replace(seen, offenders=found, stops=stops)


def opened(browser: Browser, theme: Literal["light", "dark"] = "light") -> BrowserContext:
    size = {"width": DESK[0], "height": DESK[1]}
    context = browser.new_context(viewport=size, color_scheme=theme, locale="en")
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(ALWAYS_THE_SAME)
    context.add_init_script(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    context.add_init_script(path=Path(__file__).parent / "access.js")
    return context


def by_axe(page: Page, name: str) -> Measured:
    """Measure by axe alone."""
    return Measured(name=name, offenders={"axe": ask(page, "axeFaults", TAGS)})


def by_axe_wide_and_narrow(page: Page, name: str) -> Measured:
    """Measure by axe alone, at 1280 and at 320 px; the page is left at 1280."""
    found = ask(page, "axeFaults", TAGS)
    resize(page, ZOOMED)
    found += ask(page, "axeFaults", TAGS)
    resize(page, DESK)
    return Measured(name=name, offenders={"axe": found})


def go_on(page: Page, action: str) -> None:
    """Press an action and wait until another page or question is on screen."""
    here = "[document.body.dataset.page, document.querySelector('[data-step]:not([hidden])')?.dataset.step].join()"
    before = page.evaluate(here)
    page.locator(f"[data-player=turn] [data-action={action}]:visible").click()
    page.wait_for_function(f"(before) => {here} !== before", arg=before)


def dialogs_and_menu(page: Page, whole: Measure) -> Iterator[Measured]:
    for name, opener in (("worried", "[data-action=worried]"), ("about", "[data-opens=about]")):
        page.locator(opener).click()
        yield whole(page, name)
        page.keyboard.press("Escape")
    page.locator("[data-opens=chat]").click()
    page.locator("#chat [data-chat-body]").wait_for()
    yield whole(page, "chat")
    page.locator("[data-closes=chat]").click()
    for name in ("finder", "guide"):
        page.locator("[data-action=worried]").click()
        page.locator(f"#worried [data-opens={name}]").click()
        page.locator(f"#{name} h2:not(.smn-dialog__title)").first.wait_for()
        yield whole(page, name)
        page.locator(f"[data-closes={name}]").click()
        page.locator("[data-closes=worried]").click()
    page.locator("[data-action=menu]").click()
    yield whole(page, "menu")
    page.locator("[data-action=menu]").click()


def story(page: Page, name: str, whole: Measure) -> Iterator[Measured]:
    page.locator("[data-story-watch]:visible").click()
    page.locator("[data-film-face=pause]:visible").wait_for()
    page.locator("[data-film-play]:visible").click()
    page.locator("[data-film-toggle=describe]:visible").click()
    page.locator("[data-film-settings]:visible").click()
    page.locator("[data-transcript] summary:visible").click()
    yield whole(page, f"{name}, film")


def quiz(page: Page, name: str, whole: Measure, answered: Measure | None) -> Iterator[Measured]:
    """Answer every question by its first option, after handing in nothing once where that is possible."""
    if not page.locator("[data-ordering]:visible").count():
        page.locator("[data-action=check]:visible").first.click()
        page.locator("[data-quiz-hint]:not(:empty)").first.wait_for()
        yield whole(page, f"{name}, nothing chosen")
    while page.locator("[data-action=check]:visible").count():
        question = page.locator("[data-step]:not([hidden])").first.get_attribute("data-step")
        for some in page.locator("select[data-option]:visible").all():
            some.select_option(index=1)
        for one in page.locator("input[data-option]:visible").all()[:1]:
            one.check()
        page.locator("[data-action=check]:visible").first.click()
        page.locator("[data-verdict]:visible").first.wait_for()
        if answered:
            yield answered(page, f"{name}, {question} answered")
        if not page.locator("[data-quiz] [data-action=next]:visible").count():
            return  # one question for practice: the page goes on below it
        page.locator("[data-quiz] [data-action=next]:visible").click()
        page.locator(f"[data-step='{question}']").wait_for(state="hidden")
    yield whole(page, f"{name}, result")


def course(page: Page, address: str, core: Measure, rest: Measure, answered: Measure | None) -> Iterator[Measured]:
    """Walk the whole course, opened on its own, and the same course as text.

    ``core`` measures what everybody meets, ``rest`` what nobody needs, ``answered`` a question with its feedback.
    """
    page.goto(f"{address}course/index.html?alone")
    page.locator("body[data-saved=alone]").wait_for()
    yield core(page, "first page")
    yield from dialogs_and_menu(page, core)
    go_on(page, "start")
    here = core
    while True:
        name = page.evaluate("document.body.dataset.page")
        if page.locator("[data-action=check]:visible").count():
            yield from quiz(page, name, here, answered)
        else:
            yield here(page, name)
        if page.locator("[data-story-watch]:visible").count():
            yield from story(page, name, here)
        if page.locator("[data-action=finish]:visible").count():
            here = rest
        if not page.locator("[data-player=turn] [data-action=next]:visible").count():
            break
        go_on(page, "next")
    page.locator("[data-action=finish]").click()
    page.locator("[data-player=away-saved]:visible").wait_for()
    yield core(page, "stopped")
    page.goto(f"{address}course/text.html")
    yield core(page, "as text")


@contextmanager
def components_at(folder: Path, language: str) -> Iterator[dict[str, str]]:
    """Serve the gallery in one language from the empty ``folder``; give the address of each page by its name."""
    names = [file.name for file in gallery.written(folder, language)]
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {name: server.address + name for name in names}
    server.shutdown()
    server.server_close()


def offenders(measured: list[Measured], of: str) -> list[str]:
    return [f"{each.name}: {one}" for each in measured for one in each.offenders.get(of, [])]


def is_recorded(name: str, said: str) -> bool:
    """Compare with a record that a person reads; ``RECORD=1`` writes it anew after a change that was meant."""
    file = RECORDED / name
    if os.environ.get("RECORD"):
        file.write_text(said, encoding="utf-8")
    return said == file.read_text(encoding="utf-8")
