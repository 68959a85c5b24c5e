"""The page to print after completion: there for who has finished, and the name on it nowhere else."""

from __future__ import annotations

import json

import pytest

from .conftest import LANGUAGES, Learner
from .test_walk import assert_nothing_broke, look, press, questions, saved, walk

NAME = "Wilhelmina Proefpersoon"
# All that a page can keep for later, by value; and its address.
KEPT = """async () => JSON.stringify([
    {...localStorage}, {...sessionStorage}, document.cookie, location.href, window.name, history.state,
    await indexedDB.databases(), await caches.keys()
])"""


@pytest.mark.parametrize("learner", LANGUAGES[:1], indirect=True)
def test_the_name_on_the_page_to_print_is_kept_and_sent_nowhere(learner: Learner) -> None:
    known = questions(learner)
    visit = learner.launch()
    walk(visit, known, until="known-already")
    visit.course.click("[data-go-page]")
    visit.course.wait_for_selector("[data-page-id=test]:not([hidden])")
    proof = visit.course.locator("[data-proof]")
    assert proof.get_attribute("hidden") is not None
    walk(visit, known, until="your-result")
    saved(visit)
    assert proof.is_visible()

    visit.course.evaluate("() => { window.print = () => { window.isPrinted = true; }; }")
    before = len(visit.requests)
    calls = len(visit.lms("lms.calls"))
    visit.course.fill("[data-proof-name]", NAME)
    visit.course.click("[data-prints=proof]")
    assert visit.course.evaluate("() => window.isPrinted")
    printed = visit.course.inner_text(".smn-print")
    assert NAME in printed
    assert "100" in printed
    for said in ("nobody checks it", "It is no certificate", "The proof is the record in the learning environment"):
        assert said in printed
    visit.course.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert (len(visit.requests), len(visit.lms("lms.calls"))) == (before, calls)
    assert NAME not in visit.course.evaluate(KEPT)
    assert NAME not in visit.page.evaluate(KEPT)

    while "finish" not in look(visit.course)["actions"]:
        press(visit, "next")
    press(visit, "finish")
    visit.page.wait_for_function("() => lms.finished")
    assert NAME not in json.dumps(visit.lms("lms.calls"))
    assert NAME not in json.dumps(learner.record())
    assert NAME not in visit.course.evaluate(KEPT)
    assert_nothing_broke(visit, learner)
