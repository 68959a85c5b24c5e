"""The first page of the full course stays light: sizes and counts are exact, so they are held here; times are not."""

from __future__ import annotations

import gzip
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Route

from ..conftest import ROOT
from .conftest import LANGUAGES, Learner, Visit

MOST_REQUESTS = 5  # and the logo of a brand
MOST_BYTES = 120_000
MOST_OF_PLAYER = 45_000
MOST_OF_SCRIPT = 30_000  # gzip
# Rules of the style of what opens on the first page that say how something looks which can be seen now.
SEEN = """() => {
    const found = [];
    const look = (rules) => [...rules].forEach((rule) => {
        if (!rule.selectorText) return look(rule.cssRules);
        const whose = rule.selectorText.replace(/::[a-z-]+|:(hover|active|focus-visible|focus)/g, '');
        if ([...document.querySelectorAll(whose)].some((each) => each.checkVisibility())) found.push(rule.selectorText);
    });
    look([...document.styleSheets].find(({ href }) => href?.includes('/opened-')).cssRules);
    return found;
}"""
# What whoever looks at it sees of each element.
LOOK = """() => [...document.querySelectorAll('body *')].filter((each) => each.checkVisibility()).map((each) => {
    const { color, backgroundColor, display, fontSize, fontWeight, padding, margin } = getComputedStyle(each);
    return [each.localName, color, backgroundColor, display, fontSize, fontWeight, padding, margin];
})"""
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value)))
    .observe({ type: 'layout-shift', buffered: true });"""
MOVED = "window.moved = []; addEventListener('animationstart', (event) => moved.push(event.animationName), true);"
NIGHT = "() => getComputedStyle(document.querySelector('.smn-header')).backgroundColor"  # --night of tokens.css
# As security officers set it for a whole site.
STRICT = "default-src 'self'; img-src 'self' data:; media-src 'self' blob:"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
def test_the_first_page_is_light_and_the_first_press_needs_no_network(
    learner: Learner, packages: dict[str, Path]
) -> None:
    visit = learner.launch()
    visit.page.wait_for_load_state("networkidle")
    names = [url.rsplit("/", 1)[1].partition("?")[0] for url in visit.requests if "/course/" in url]
    with zipfile.ZipFile(packages[learner.language]) as archive:
        sizes = {name: archive.getinfo(name).file_size for name in names}
    assert len(names) <= MOST_REQUESTS, names
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert sum(name.endswith(".woff2") for name in names) == 1
    assert max(size for name, size in sizes.items() if name.startswith("player-")) <= MOST_OF_PLAYER
    learner.network(is_there=False)
    visit.course.click("[data-action=start]")
    visit.course.wait_for_selector("body[data-page=what-it-is]")


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
def test_the_first_page_is_painted_without_the_style_of_what_opens_on_it(learner: Learner) -> None:
    held: list[Route] = []
    learner.context.route(re.compile("/course/opened-"), lambda route: held.append(route))
    learner.context.route(re.compile("/course/player-.*js"), lambda route: route.abort())
    page = learner.context.new_page()
    page.goto(f"{learner.address}course/index.html", wait_until="commit")
    page.wait_for_function(PAINTED)
    page.wait_for_selector(".smn-foot")
    held.pop().continue_()
    page.wait_for_load_state()
    for width in (320, 650, 1280):
        page.set_viewport_size({"width": width, "height": 666})
        assert page.evaluate(SEEN) == []
    page.evaluate("document.querySelector('#worried').showModal()")
    assert {".smn-dialog", ".smn-contact"} <= set(page.evaluate(SEEN))


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
def test_the_first_paint_waits_for_no_file_but_the_page_itself(learner: Learner) -> None:
    learner.context.route(re.compile("/course/(?!index.html)"), lambda _: None)  # never answered
    page = learner.context.new_page()
    page.goto(f"{learner.address}course/index.html", wait_until="commit")
    page.wait_for_function(PAINTED)
    page.wait_for_selector(".smn-page__title")
    assert page.evaluate(NIGHT) == "rgb(28, 27, 60)"


def test_nothing_moves_where_the_course_opens_and_later_pages_arrive(learner: Learner) -> None:
    """What moves is drawn for itself, and the first paint waits for that."""
    learner.context.add_init_script(MOVED)
    visit = learner.launch().ready()
    assert visit.course.evaluate("moved") == []
    visit.course.click("[data-action=start]")
    visit.course.wait_for_function("() => moved.includes('smn-arrive')")


def test_a_font_that_comes_late_moves_no_line_and_is_put_on_with_a_later_page(learner: Learner) -> None:
    held: list[Route] = []
    learner.context.add_init_script(SHIFTS)
    learner.context.route(re.compile("/course/smn-text-"), lambda route: held.append(route))
    visit = Visit(page=learner.context.new_page(), requests=[], complaints=[])
    with visit.page.expect_event("framenavigated", lambda frame: "/course/" in frame.url):
        visit.page.goto(f"{learner.address}index.html?learner={learner.id}", wait_until="commit")
    visit.ready()
    with visit.page.expect_response(re.compile("/course/smn-text-")) as response:
        held.pop().continue_()
    response.value.finished()
    visit.course.wait_for_function("() => document.fonts.status === 'loaded'")
    visit.course.evaluate("() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    assert visit.course.evaluate("shifts") == []
    visit.course.click("[data-action=start]")
    visit.at("what-it-is")
    visit.course.wait_for_function("() => document.fonts.check('1em \"SMN Head\"')")
    visit.course.click("[data-action=next]")
    visit.course.wait_for_selector("body[data-head=here]")
    visit.course.wait_for_function("() => document.fonts.check('1em \"SMN Text Later\"')")
    assert "SMN Text Later" in visit.course.evaluate("getComputedStyle(document.body).fontFamily")


def test_where_the_policy_of_an_lms_refuses_styles_in_pages_the_course_looks_the_same(learner: Learner) -> None:
    usual = learner.launch().course.evaluate(LOOK)

    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": STRICT})

    learner.context.route("**/course/index.html*", strict)
    visit = learner.launch(learner="another")
    visit.page.wait_for_load_state("networkidle")
    assert visit.course.evaluate("document.querySelector('style').sheet") is None
    assert any(re.search(r"/course/player-[0-9a-f]{8}\.css$", url) for url in visit.requests)
    visit.course.wait_for_function(f"(usual) => JSON.stringify(({LOOK})()) === JSON.stringify(usual)", arg=usual)


def test_a_page_waits_only_for_what_it_needs_itself(learner: Learner) -> None:
    visit = learner.launch().ready()
    held: list[Route] = []
    visit.page.route(re.compile("/course/(blocks|components)-"), lambda route: held.append(route))
    for part in ("talking", "noticing"):  # the first page of one is words alone, that of the other has a figure
        visit.course.click("[data-action=menu]")
        visit.course.click(f"[data-go-part={part}]")
        visit.course.wait_for_selector(
            "body[data-page=talking]" if part == "talking" else "[data-player=loading]:not([hidden])"
        )
    assert len(held) == 2
    for each in held:
        each.continue_()
    visit.course.wait_for_selector("body[data-page=heard-often]")


def test_all_script_together_is_small() -> None:
    """Without the words and the data that go along with some in a package."""
    names = ("player-scorm12", "blocks", "help", "chat")
    sizes = {name: len(gzip.compress((ROOT / "assets" / "dist" / f"{name}.js").read_bytes())) for name in names}
    assert sum(sizes.values()) <= MOST_OF_SCRIPT, sizes
