"""What a real browser does to a learner's work, and that it is still there at the next launch."""

from __future__ import annotations

import os
import signal
import time

from playwright.sync_api import Error, Route

from .conftest import PATIENCE_MS, Learner, Visit
from .test_walk import assert_nothing_broke, look, outline, press, questions, saved, tab_to, walk


def pages(learner: Learner) -> list[str]:
    return [page for part in outline(learner.address)["parts"] for page in part["pages"]]


# She looks away just when the course asks its other tabs who holds the record: it has connected, and knows no more yet.
LOOKED_AWAY = """if (location.pathname.includes('/course/')) {
    const { postMessage } = BroadcastChannel.prototype;
    BroadcastChannel.prototype.postMessage = function (data) {
        postMessage.call(this, data);
        if (data === 'who') setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), 20);
    };
}"""

# The LMS has its API at once, and shows it when told to.
LATE = """if (top === window) {
    let api;
    const get = () => (window.isThere ? api : undefined);
    Object.defineProperty(window, 'API', { get, set: (given) => { api = given; }, configurable: true });
}"""


def go_on(visit: Visit) -> None:
    """Turn the page by whatever button is offered."""
    actions = look(visit.course)["actions"]
    press(visit, next(name for name in ("start", "next", "skip") if name in actions))


def where(visit: Visit) -> str:
    """Return the page of a launch, after going on from the welcome where one is offered."""
    if "start" in look(visit.course)["actions"]:
        press(visit, "start")
    page: str = look(visit.course)["page"]
    return page


def unsaved(visit: Visit) -> None:
    visit.course.wait_for_selector("[data-banner=unsaved]:not([hidden])")
    assert visit.course.evaluate("document.body.dataset.saved") == "no"


def test_a_killed_renderer_costs_nothing_of_a_finished_step(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[3])
    saved(visit)
    killed = renderers(learner)
    with visit.page.expect_event("crash"):
        for process in killed:
            os.kill(process, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while killed & renderers(learner):  # A new page could be given one of them.
        assert time.monotonic() < deadline, "the browser still counts what was killed"
    assert where(launched_at_last(learner)) == pages(learner)[3]


def renderers(learner: Learner) -> set[int]:
    processes = learner.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return {process["id"] for process in processes if process["type"] == "renderer"}


def launched_at_last(learner: Learner) -> Visit:
    """Launch again; the first new page may still be given one of the renderers that were killed."""
    try:
        return learner.launch()
    except Error as fault:
        if "crashed" not in str(fault):
            raise
        return learner.launch()


def has_ended(learner: Learner) -> bool:
    """Wait until the LMS has the end of a visit; a page that goes sends it by a beacon."""
    page = learner.context.new_page()
    page.goto(f"{learner.address}lms.css")
    ended = (
        "fetch(address).then((answer) => answer.json()).then((record) => record['cmi.core.total_time'] > '0000:00:00')"
    )
    page.wait_for_function(f"(address) => {ended}", arg=f"/record/{learner.id}")
    page.close()
    return True


def test_a_closed_tab_ends_the_visit_and_the_next_one_goes_on(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[2])
    saved(visit)
    visit.page.close(run_before_unload=True)
    assert has_ended(learner)
    assert learner.record()["cmi.core.exit"] == "suspend"
    learner.another_browser()
    learner.launch().at(pages(learner)[2])


def test_where_unload_is_forbidden_the_visit_ends_all_the_same(learner: Learner) -> None:
    def forbid(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "Permissions-Policy": "unload=()"})

    learner.context.route("**/index.html*", forbid)
    visit = learner.launch()
    go_on(visit)
    saved(visit)
    visit.page.goto("about:blank")
    assert has_ended(learner)
    assert [each for each in visit.complaints if "unload" in each] == []
    learner.launch().at(pages(learner)[1])


def test_in_a_frame_of_300_pixels_the_course_is_read_and_saved(learner: Learner) -> None:
    visit = learner.launch("&frame=300x420")
    walk(visit, questions(learner), until=pages(learner)[2])
    saved(visit)
    assert visit.course.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_nothing_broke(visit, learner)


def test_in_a_frame_that_shows_nothing_the_visit_begins_all_the_same(learner: Learner) -> None:
    page = learner.context.new_page()
    learner.tell(page)
    page.goto(f"{learner.address}index.html?learner={learner.id}&frame=0x0")
    frame = page.wait_for_selector("iframe", state="attached")
    course = frame and frame.content_frame()
    assert course
    course.wait_for_selector("body[data-saved=yes]", state="attached")
    assert course.evaluate("performance.getEntriesByType('paint').length") == 0
    page.close()


def test_a_course_in_a_window_of_its_own_finds_the_lms_that_opened_it(learner: Learner) -> None:
    page = learner.context.new_page()
    learner.tell(page)
    page.route("**/course/index.html*", lambda route: route.abort())  # only the window has the course
    page.goto(f"{learner.address}index.html?learner={learner.id}")
    with page.expect_popup() as opened:
        page.evaluate("void open('course/index.html', '_blank', 'width=400,height=600')")
    popup = opened.value
    learner.tell(popup)
    popup.wait_for_selector("body[data-saved=yes]")
    popup.locator("[data-action=start]:visible").click()
    popup.wait_for_selector(f"body[data-saved=yes][data-page={pages(learner)[1]}]")
    popup.close()
    page.close()
    learner.launch().at(pages(learner)[1])


def test_navigating_away_finishes_the_visit_once(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[2])
    saved(visit)
    visit.page.goto("about:blank")
    assert has_ended(learner)
    record = learner.record()
    assert record["cmi.core.exit"] == "suspend"
    assert record["cmi.core.lesson_status"] == "incomplete"
    learner.launch().at(pages(learner)[2])


def test_coming_back_by_the_back_button_goes_on_where_it_was(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[2])
    saved(visit)
    visit.page.goto("about:blank")
    visit.page.go_back()
    visit.page.wait_for_selector("iframe")
    visit.course.wait_for_selector("body[data-saved=yes]")
    assert where(visit) == pages(learner)[2]
    go_on(visit)
    saved(visit)
    assert visit.lms("lms.breaches") == []


def test_offline_is_said_and_made_up_for_by_itself_when_the_network_is_back(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[1])
    saved(visit)
    before = learner.record()["cmi.suspend_data"]
    learner.network(is_there=False)
    go_on(visit)
    unsaved(visit)
    assert learner.record()["cmi.suspend_data"] == before
    learner.network(is_there=True)
    saved(visit)
    learner.another_browser()
    learner.launch().at(pages(learner)[2])


def test_a_tab_closed_while_offline_loses_nothing_in_the_same_browser(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[1])
    saved(visit)
    learner.network(is_there=False)
    go_on(visit)
    unsaved(visit)
    visit.page.close()
    learner.network(is_there=True)
    again = learner.launch()
    assert where(again) == pages(learner)[2]
    saved(again)
    learner.another_browser()
    learner.launch().at(pages(learner)[2])


def test_a_server_that_refuses_is_said_and_the_learners_own_try_again_saves(learner: Learner) -> None:
    visit = learner.launch()
    learner.site.broken = True
    go_on(visit)
    unsaved(visit)
    learner.site.broken = False
    tab_to(visit, "[data-banner=unsaved] button")
    visit.page.keyboard.press("Enter")
    saved(visit)
    learner.another_browser()
    learner.launch().at(pages(learner)[1])


def test_the_second_tab_only_reads_until_the_learner_takes_over(learner: Learner) -> None:
    first = learner.launch()
    walk(first, questions(learner), until=pages(learner)[1])
    saved(first)
    second = learner.launch()
    second.course.wait_for_selector("[data-banner=elsewhere]:not([hidden])")
    assert second.lms("lms.count('LMSSetValue')") == 0
    tab_to(second, "[data-banner=elsewhere] button")
    second.page.keyboard.press("Enter")
    saved(second)
    first.course.wait_for_selector("[data-banner=elsewhere]:not([hidden])")
    go_on(second)
    saved(second)
    reached = look(second.course)["page"]
    assert_nothing_broke(second, learner)
    first.page.close()
    second.page.close()
    learner.launch().at(reached)


def test_two_learners_on_one_computer_never_meet(learner: Learner) -> None:
    first = learner.launch()
    walk(first, questions(learner), until=pages(learner)[4])
    saved(first)
    learner.network(is_there=False)
    go_on(first)
    unsaved(first)
    first.page.close()
    learner.network(is_there=True)
    second = learner.launch(learner="somebody-else")
    second.at(pages(learner)[0])
    assert learner.site.records["/record/somebody-else"]["cmi.core.lesson_status"] == "incomplete"
    second.page.close()
    learner.launch().at(pages(learner)[5])


def test_looking_away_while_the_course_opens_loses_nothing(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[3])
    saved(visit)
    visit.page.close()
    learner.context.add_init_script(LOOKED_AWAY)
    again = learner.launch()
    again.at(pages(learner)[3])
    saved(again)
    assert_nothing_broke(again, learner)
    again.page.close()
    learner.another_browser()
    learner.launch().at(pages(learner)[3])


def test_an_lms_that_shows_itself_late_is_asked_again_and_keeps_what_it_had(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=pages(learner)[2])
    saved(visit)
    visit.page.close()
    page = learner.context.new_page()
    page.add_init_script(LATE)
    late = Visit(page=page, requests=[], complaints=[])
    with page.expect_event("framenavigated", lambda frame: "/course/" in frame.url):
        page.goto(f"{learner.address}index.html?learner={learner.id}")
    late.course.wait_for_selector("[data-banner=unconnected]:not([hidden])")
    page.evaluate("() => { window.isThere = true; }")
    tab_to(late, "[data-banner=unconnected] button")
    page.keyboard.press("Enter")
    saved(late)
    press(late, "start")
    late.at(pages(learner)[2])
    page.close()
    learner.another_browser()
    learner.launch().at(pages(learner)[2])


def test_after_the_visit_has_ended_nothing_can_be_done_that_would_not_be_kept(learner: Learner) -> None:
    visit = learner.launch()
    press(visit, "start")
    saved(visit)
    visit.course.click("[data-action=menu]")
    visit.course.wait_for_selector("#parts:not([hidden])")
    kept = visit.record()["cmi.suspend_data"]
    visit.course.click("[data-action=exit]")
    visit.page.wait_for_function("() => lms.finished")
    visit.course.wait_for_selector("[data-player=away-saved]:not([hidden])")
    assert visit.course.locator("#parts:visible, [data-action=menu]:visible, [data-language]:visible").count() == 0
    page = look(visit.course)["page"]
    visit.course.evaluate("() => document.querySelector('#parts [data-go-part]').click()")
    visit.course.evaluate("() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))")
    assert look(visit.course)["page"] == page
    assert visit.course.is_visible("[data-player=away-saved]")
    assert visit.record()["cmi.suspend_data"].split(".")[2:] == kept.split(".")[2:]
