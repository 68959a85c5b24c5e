"""A film on small screens: in sight when it begins, whole in full screen, and a sentence in its place when it fails.

And in the course as text, without script, no film that would have no words.
"""

from __future__ import annotations

from playwright.sync_api import Locator

from .conftest import Learner, Visit
from .test_questions import to_page
from .test_spotting import HERE, PAGE

SIDEWAYS, UPRIGHT = (844, 350), (360, 600)
IN_SIGHT = """(each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && bottom > top;
}"""
FILM = "**/one-light-on-*.mp4"


def at_story(learner: Learner, size: tuple[int, int]) -> Visit:
    width, height = size
    visit = learner.launch(f"&frame={width}x{height}")
    visit.page.set_viewport_size({"width": width, "height": height + 40})  # what full screen fills
    to_page(visit, PAGE)
    return visit


def in_sight(each: Locator) -> bool:
    return bool(each.evaluate(IN_SIGHT))


def begun(visit: Visit) -> None:
    visit.course.locator(f"{HERE} [data-story-watch]").click()
    visit.course.wait_for_function("() => document.querySelector('video').readyState > 1")
    visit.course.evaluate("document.querySelector('video').pause()")


def test_on_a_telephone_on_its_side_the_whole_picture_and_its_words_are_in_sight(learner: Learner) -> None:
    visit = at_story(learner, SIDEWAYS)
    stage = visit.course.locator(f"{HERE} .smn-film__stage")
    begun(visit)
    assert in_sight(stage)
    visit.course.locator(f"{HERE} [data-spot-hand-in]").click()
    visit.course.locator(f"{HERE} [data-spot-play]").first.click()
    assert in_sight(stage), "also when it is sent back to a moment, from below"
    assert visit.course.evaluate("document.activeElement.matches('[data-film-play]')")


def test_in_full_screen_every_control_can_be_reached_on_any_screen(learner: Learner) -> None:
    visit = at_story(learner, SIDEWAYS)
    begun(visit)
    visit.course.locator(f"{HERE} [data-film-toggle=describe]").click()
    visit.course.locator(f"{HERE} [data-film-settings]").click()
    full = visit.course.locator(f"{HERE} [data-film-full]")
    full.click()
    visit.course.wait_for_function("() => document.fullscreenElement")
    for control in ("[data-spot-mark]", "[data-film-play]", "[data-film-size]", "[data-film-full]"):
        each = visit.course.locator(f"{HERE} {control}")
        each.scroll_into_view_if_needed()
        assert in_sight(each), control
    full.click()
    visit.course.wait_for_function("() => !document.fullscreenElement")


def test_at_the_end_the_way_on_leads_out_of_full_screen(learner: Learner) -> None:
    visit = at_story(learner, SIDEWAYS)
    begun(visit)
    visit.course.locator(f"{HERE} [data-film-settings]").click()
    visit.course.locator(f"{HERE} [data-film-full]").click()
    visit.course.wait_for_function("() => document.fullscreenElement")
    visit.course.evaluate(
        """() => {
            const video = document.querySelector('video');
            video.currentTime = video.duration - 0.5;
            return video.play();
        }"""
    )
    visit.course.locator(f"{HERE} [data-story-on]").click()
    visit.course.wait_for_function("() => !document.fullscreenElement")
    assert in_sight(visit.course.locator(f"{HERE} [data-spotting] h2").first)
    assert visit.course.locator(f"{HERE} [data-film-face=play]").is_hidden() is False


def test_a_film_that_does_not_come_says_so_where_it_should_be_and_trying_again_keeps_the_focus(
    learner: Learner,
) -> None:
    visit = at_story(learner, UPRIGHT)
    learner.context.route(FILM, lambda route: route.fulfill(status=404))
    visit.course.locator(f"{HERE} [data-story-watch]").click()
    trouble = visit.course.locator(f"{HERE} [data-film-trouble]")
    trouble.wait_for()
    assert in_sight(trouble)
    assert visit.course.locator(f"{HERE} .smn-film__stage").is_hidden()
    learner.context.unroute(FILM)
    trouble.get_by_role("button").press("Enter")
    visit.course.wait_for_function("() => document.querySelector('video').currentTime > 0")
    assert trouble.is_hidden()
    assert in_sight(visit.course.locator(f"{HERE} .smn-film__stage"))
    assert visit.course.evaluate("document.activeElement.matches('[data-film-play]')")


def test_under_large_words_the_controls_stay_where_they_are(learner: Learner) -> None:
    visit = at_story(learner, (375, 600))
    begun(visit)
    visit.course.locator(f"{HERE} [data-film-settings]").click()
    visit.course.locator(f"{HERE} [data-film-size]").select_option("l")
    tops = visit.course.evaluate(
        """(here) => {
            const said = document.querySelector(`${here} [data-film-captions]`);
            const mark = document.querySelector(`${here} [data-spot-mark]`);
            return [...document.querySelectorAll(`${here} [data-words]`)].map((words) => {
                said.textContent = words.textContent;
                return Math.round(mark.getBoundingClientRect().top);
            });
        }""",
        HERE,
    )
    assert len(tops) > 20
    assert len(set(tops)) == 1, tops


def test_the_course_as_text_shows_no_film_without_its_words_and_the_story_can_be_read(learner: Learner) -> None:
    with learner.browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{learner.address}course/text.html")
        assert page.locator("video").count() > 1
        assert page.locator("video:visible, .smn-story__length:visible").count() == 0
        page.locator(".smn-transcript summary").first.click()
        assert page.locator(".smn-transcript [data-words]:visible").count() > 20
