"""`seemenow preview` in a browser: every switch does what it says, and a saved file shows on the same page."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Frame, Page
from seemenow import resources
from seemenow.preview import server

from ..conftest import ROOT
from .conftest import PATIENCE_MS

TOKEN = "token-of-the-test"


@dataclass
class Preview:
    page: Page
    folder: Path
    address: str

    @property
    def content(self) -> Frame:
        window = self.page.locator(".tab").last.element_handle().content_frame()
        assert window
        inner = window.wait_for_selector("iframe")
        assert inner
        frame = inner.content_frame()
        assert frame
        frame.wait_for_selector("body[data-page]")
        return frame

    def ready(self) -> Frame:
        """Wait until the newest visit is connected, and return its frame."""
        self.page.wait_for_function("() => document.querySelectorAll('.tab').length")
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.tab')].at(-1).contentDocument.querySelector('iframe')"
            "?.contentDocument?.querySelector('body[data-page]:not([data-saved=no]), [data-banner]:not([hidden])')"
        )
        return self.content

    def choose(self, name: str, option: str) -> None:
        self.page.select_option(f"[name={name}]", option)

    def next(self) -> str:
        """Turn one page and return the name of the new one."""
        frame = self.content
        before = frame.evaluate("() => document.body.dataset.page")
        frame.click("[data-action=start]:visible, [data-action=next]:visible")
        frame.wait_for_function("(page) => document.body.dataset.page !== page", arg=before)
        page: str = frame.evaluate("() => document.body.dataset.page")
        return page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("preview") / "course"
    shutil.copytree(ROOT / "course", folder)
    stage = server.Stage(folder=folder, assets=resources.assets(), today=None)
    stage.read()
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(server.application(stage, TOKEN), log_level="error", timeout_graceful_shutdown=1)
    running_server = uvicorn.Server(config)
    running = threading.Thread(target=running_server.run, kwargs={"sockets": [listener]}, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/", folder
    running_server.should_exit = True
    running.join(10)


@pytest.fixture
def shown(served: tuple[str, Path], browser: Browser) -> Iterator[Preview]:
    address, folder = served
    with browser.new_context(viewport={"width": 1400, "height": 900}, locale="en") as context:
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(f"{address}{TOKEN}/")
        one = Preview(page=page, folder=folder, address=address)
        one.ready()
        yield one


def test_without_the_token_or_under_another_name_nothing_answers(served: tuple[str, Path]) -> None:
    address, _ = served
    for url, host in ((address, None), (f"{address}other/", None), (f"{address}{TOKEN}/", "evil.example")):
        request = urllib.request.Request(url, headers={"Host": host} if host else {})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        assert refused.value.code in {400, 404}
        refused.value.close()


def test_the_panel_shows_what_the_lms_holds_and_every_call(shown: Preview) -> None:
    shown.next()
    shown.page.wait_for_function("() => document.querySelector('#status').textContent === 'incomplete'")
    assert "cmi.suspend_data" in shown.page.inner_text("#record")
    assert "LMSCommit" in shown.page.inner_text("#calls")
    assert shown.page.inner_text("#breaches") == "none"
    assert re.match(r"\d+ characters; at most \d+ of 3500", shown.page.inner_text("#size"))


def test_a_second_visit_resumes_and_a_new_learner_begins(shown: Preview) -> None:
    shown.next()
    page = shown.next()
    shown.page.click("#again")
    shown.ready().wait_for_function("(page) => document.body.dataset.page === page", arg=page)
    shown.page.click("#fresh")
    assert shown.ready().evaluate("() => document.body.dataset.page") == "welcome"


def test_a_second_tab_is_read_only(shown: Preview) -> None:
    shown.next()
    shown.page.click("#second")
    shown.ready().wait_for_selector("[data-banner=elsewhere]:not([hidden])")


@pytest.mark.parametrize("way", ["refused", "lost", "down"])
def test_a_network_that_fails_shows_as_unsaved_and_heals(shown: Preview, way: str) -> None:
    shown.choose("network", way)
    shown.next()
    shown.content.wait_for_selector("[data-banner=unsaved]:not([hidden])")
    shown.choose("network", "up")
    shown.content.wait_for_function("() => document.body.dataset.saved === 'yes'")


def test_review_shows_as_review_and_sets_nothing(shown: Preview) -> None:
    shown.choose("mode", "review")
    shown.ready().wait_for_selector("[data-banner=review]:not([hidden])")
    assert "LMSSetValue" not in shown.page.inner_text("#calls")


def test_a_vice_of_a_real_lms_can_be_chosen(shown: Preview) -> None:
    shown.choose("vice", "NullLms")
    shown.ready()
    shown.choose("network", "refused")
    shown.next()
    shown.page.wait_for_selector("#calls li:has-text('LMSCommit(\"\") → null')")


def test_language_audience_and_looks_change_what_is_seen(shown: Preview) -> None:
    shown.choose("language", "nl")
    assert shown.ready().evaluate("() => document.documentElement.lang") == "nl"
    shown.choose("audience", "primary")
    shown.ready()
    assert "/primary/" in shown.content.url
    plain = shown.content.evaluate("() => getComputedStyle(document.body).backgroundColor")
    shown.page.check("[name=dark]")
    dark = shown.ready().evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert dark != plain
    shown.choose("frame", "367x666")
    assert shown.content.evaluate("() => innerWidth") in range(360, 368)
    shown.page.check("[name=zoom]")
    assert shown.content.evaluate("() => innerWidth") < 100
    shown.page.check("[name=grey]")
    assert shown.page.eval_on_selector(".tab", "(tab) => tab.style.filter") == "grayscale(1)"
    shown.page.check("[name=still]")
    frame = shown.ready()
    assert frame.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--calm')").strip() in {
        "0ms",
        "0s",
        "0.01ms",
        ".01ms",
    }


def test_a_saved_file_shows_on_the_same_page_and_a_fault_leaves_the_last_good_version(shown: Preview) -> None:
    page = shown.next()
    (file,) = shown.folder.glob(f"parts/*/{page}.md")
    before = file.read_text(encoding="utf-8")
    file.write_text(before + "\nA line that was not there before.\n", encoding="utf-8")
    shown.page.wait_for_function(
        "() => document.querySelector('.tab')?.contentDocument.querySelector('iframe')"
        "?.contentDocument?.body?.textContent.includes('A line that was not there before.')"
    )
    shown.ready().wait_for_function("(page) => document.body.dataset.page === page", arg=page)

    file.write_text(before + "\n::nonsense\n", encoding="utf-8")
    shown.page.wait_for_selector("#faults:not([hidden])")
    faults = shown.page.frame_locator("#faults")
    assert faults.locator("pre").first.inner_text() == "::nonsense"
    assert f"{page}.md" in faults.locator("body").inner_text()
    shown.page.click("#news button")
    assert shown.content.evaluate("() => document.body.dataset.page") == page

    file.write_text(before, encoding="utf-8")
    shown.page.wait_for_selector("#faults", state="hidden")


def test_the_worst_fault_stands_first_and_each_says_what_it_is(shown: Preview) -> None:
    page = shown.next()
    (file,) = shown.folder.glob(f"parts/*/{page}.md")
    before = file.read_text(encoding="utf-8")
    file.write_text(before + "\nRing 033-448 11 86 first.\n", encoding="utf-8")
    shown.page.wait_for_selector("#faults:not([hidden])")
    places = shown.page.frame_locator("#faults").locator(".place")
    places.nth(1).wait_for()
    told = [each.split()[1:] for each in places.all_inner_texts()]
    assert told[0] == ["G008", "error"]
    assert {severity for _, severity in told[1:]} == {"warning"}
    file.write_text(before, encoding="utf-8")
    shown.page.wait_for_selector("#faults", state="hidden")


def test_a_folder_that_is_put_there_anew_is_followed(shown: Preview) -> None:
    aside = shown.folder.with_name("aside")
    shown.folder.rename(aside)
    shown.page.wait_for_selector("#faults:not([hidden])")
    shutil.copytree(aside, shown.folder)
    shutil.rmtree(aside)
    shown.page.wait_for_selector("#faults", state="hidden")
    file = shown.folder / "course.yaml"
    before = file.read_bytes()
    file.write_bytes(b"nonsense")
    shown.page.wait_for_selector("#faults:not([hidden])")
    file.write_bytes(before)
    shown.page.wait_for_selector("#faults", state="hidden")


def test_it_ends_without_a_word_and_the_page_says_so(browser: Browser) -> None:
    command = [sys.executable, "-m", "seemenow", "preview", "course", "--no-open"]
    with (
        subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running,
        browser.new_context(locale="en") as context,
    ):
        assert running.stdout
        page = context.new_page()
        page.goto(running.stdout.readline().strip())
        page.wait_for_selector(".tab")
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
        assert (running.returncode, said) == (0, "")
        page.wait_for_selector("#news:has-text('seemenow preview')")


def test_films_can_be_sought_in_and_the_gallery_is_there(served: tuple[str, Path], shown: Preview) -> None:
    names = shown.content.evaluate("() => location.pathname").rpartition("/")[0]
    address, _ = served
    with urllib.request.urlopen(f"{address.rstrip('/')}{names}/text.html") as answer:
        (film, *_) = re.findall(r'src="([a-z0-9-]+\.mp4)"', answer.read().decode())
    request = urllib.request.Request(f"{address.rstrip('/')}{names}/{film}", headers={"Range": "bytes=100-199"})
    with urllib.request.urlopen(request) as answer:
        assert (answer.status, len(answer.read())) == (206, 100)
    shown.page.goto(f"{shown.address}{TOKEN}/gallery/nl/")
    assert shown.page.locator("a").count() > 20
