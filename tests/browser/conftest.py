"""A finished package in a real browser: unpacked, served on loopback, launched by a strict stand-in LMS."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Frame, Page, sync_playwright

from ..conftest import ROOT
from ..machine import chromium

LMS = Path(__file__).parent / "lms"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANGUAGES = ("en", "nl")
PATIENCE_MS = 20_000  # on two busy cores


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The finished zip of the real course in each language, made by the command."""
    out = tmp_path_factory.mktemp("packages")
    command = [sys.executable, "-m", "seemenow", "build", "course", "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return {language: next(out.glob(f"*-{language}-scorm12.zip")) for language in LANGUAGES}


class Server(ThreadingHTTPServer):
    """Keeps what the LMS is told, by learner; ``broken`` makes it answer every save with an error.

    Without ``has_ranges`` it answers with the whole file, whatever part was asked for.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.records: dict[str, dict[str, str]] = {}
        self.broken = False
        self.has_ranges = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that a closed tab cut; anything else is a mistake of these tests."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Serves files with byte ranges, as Moodle does (without them films cannot be sought in), and keeps records."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # As web servers do: else the words of an answer wait up to 40 ms behind its head.
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")  # else Firefox takes it for XML, and complains
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.broken:
            self.server.records[self.path] = json.loads(body)
        self.answer(500 if self.server.broken else 200)

    def do_GET(self) -> None:
        if self.path.startswith("/record/"):
            self.answer(200, json.dumps(self.server.records.get(self.path, {})).encode())
            return
        path, wanted = Path(self.translate_path(self.path)), self.headers.get("Range", "")
        if not (self.server.has_ranges and wanted.startswith("bytes=") and path.is_file()):
            super().do_GET()
            return
        data = path.read_bytes()
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        start, end = int(first), min(int(last or len(data) - 1), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(data)}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        self.wfile.write(data[start : end + 1])


@contextmanager
def served(package: Path, folder: Path) -> Iterator[Server]:
    """Serve a strict LMS that has ``package`` installed from the empty ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in (*LMS.iterdir(), ROOT / "assets" / "dist" / "stand-ins.js"):
        (folder / file.name).write_bytes(file.read_bytes())
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder / "course")
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def sites(packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """A strict LMS that has one package installed, by language."""
    with ExitStack() as stack:
        yield {
            language: stack.enter_context(served(package, tmp_path_factory.mktemp(language)))
            for language, package in packages.items()
        }


def outline(address: str) -> dict[str, Any]:
    """Return what the package itself says of its course: nothing comes from the source."""
    with urllib.request.urlopen(f"{address}course/index.html") as file:
        name = re.search(r'src="(course-[0-9a-f]{8}\.js)"', file.read().decode())
    assert name
    with urllib.request.urlopen(f"{address}course/{name.group(1)}") as file:
        text = file.read().decode()
    value: dict[str, Any] = json.loads(text.removeprefix("seeMeNow.course(").removesuffix(");\n"))
    for part in value["parts"]:
        part["pages"] = [page for run in part["pages"] for page in value["layout"]["pages"][slice(*run)]]
    return value


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path, "no Chromium; tests/machine.py says what to install"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS, env=dict(os.environ))
        yield running
        running.close()


# All that is read ahead has come: the scripts of so many parts, what these need, help, chat, and the font of headings.
READ_AHEAD = """(parts) => {
    const come = new Set(performance.getEntriesByType('resource').map(({ name }) => name));
    const asked = [...document.querySelectorAll('script[src], link[rel=stylesheet]')];
    return document.fonts.check('1em "SMN Head"') && asked.every(({ src, href }) => come.has(src || href))
        && [...come].filter((name) => /part-[^/]*[.]js$/.test(name)).length >= parts
        && ['help', 'chat'].every((kind) => [...come].some((name) => name.includes(`/course/${kind}-`)));
}"""


@dataclass
class Visit:
    """One launch of the course by the LMS, and what the browser saw."""

    page: Page
    requests: list[str]
    complaints: list[str]

    @property
    def course(self) -> Frame:
        frame = self.page.frame(url=lambda url: "/course/" in url)
        assert frame, "the course is not in its frame"
        return frame

    def lms(self, expression: str) -> Any:
        """Return ``expression`` of the LMS, such as ``lms.record``."""
        return self.page.evaluate(expression)

    def record(self) -> dict[str, str]:
        value: dict[str, str] = self.lms("lms.record")
        return value

    def ready(self) -> Visit:
        """Wait until the course says how it is connected: kept, or a banner with the reason why not."""
        self.course.wait_for_selector("body[data-page]:not([data-saved=no]), [data-banner]:not([hidden])")
        return self

    def at(self, page: str) -> None:
        """Wait until ``page`` is on screen: her place comes after the connection, with the script of its part."""
        self.course.wait_for_function("(page) => document.body.dataset.page === page", arg=page)

    def quiet(self, *, parts: int = 2) -> Visit:
        """Stir, as a learner does, and wait until so many parts have come: this one, and the next, which is read ahead.

        What is asked for after this is asked for by what the learner does.
        """
        self.page.mouse.move(300, 300)
        self.page.mouse.move(310, 300)
        self.course.wait_for_function(READ_AHEAD, arg=parts)
        return self


class Learner:
    """One learner's browser: launches follow one another, the LMS's record is kept between them."""

    def __init__(self, browser: Browser, site: Server, language: str) -> None:
        self.browser = browser
        self.site = site
        self.id = uuid.uuid4().hex
        self.language = language
        self.contexts: list[BrowserContext] = []
        self.is_online = True
        self.sessions: dict[Page, CDPSession] = {}
        self.another_browser()

    @property
    def address(self) -> str:
        return self.site.address

    def record(self) -> dict[str, str]:
        """Return what the LMS holds on its server."""
        return self.site.records.get(f"/record/{self.id}", {})

    def network(self, *, is_there: bool) -> None:
        """Take the network away from the open pages, or give it back.

        Said to each page in so many words, because a browser on a machine without any network, where these
        tests must pass too, would otherwise call itself offline although the server is there.
        """
        self.is_online = is_there
        for page in self.context.pages:
            self.tell(page)

    def tell(self, page: Page) -> None:
        speed = {"latency": 0, "downloadThroughput": 1e9, "uploadThroughput": 1e9}
        if page not in self.sessions:
            self.sessions[page] = self.context.new_cdp_session(page)
            self.sessions[page].send("Network.enable")
        self.sessions[page].send("Network.emulateNetworkConditions", {"offline": not self.is_online, **speed})

    def another_browser(self) -> None:
        """Go on in a browser that knows nothing yet."""
        self.context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale=self.language)
        self.context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(self.context)

    def launch(self, query: str = "", *, learner: str | None = None) -> Visit:
        page = self.context.new_page()
        self.tell(page)
        visit = Visit(page=page, requests=[], complaints=[])

        def heard(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                visit.complaints.append(message.text)

        page.on("console", heard)
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.goto(f"{self.address}index.html?learner={learner or self.id}{query}")
        page.wait_for_selector("iframe")
        visit.course.wait_for_selector("body[data-page]")
        return visit.ready()


@pytest.fixture
def learner(request: pytest.FixtureRequest, sites: dict[str, Server], browser: Browser) -> Iterator[Learner]:
    """A learner with an empty browser and no record yet; English, unless a test asks for ``LANGUAGES``."""
    language = getattr(request, "param", LANGUAGES[0])
    somebody = Learner(browser, sites[language], language)
    yield somebody
    somebody.site.broken = False
    for context in somebody.contexts:
        context.close()


def on_the_data_sheet(standard: str) -> set[str]:
    """Return what the data sheet of a release says is written, for one standard."""
    text = yaml.safe_load((ROOT / "assets" / "release" / "en.yaml").read_text(encoding="utf-8"))
    return {element for row in text["data"]["elements"] for element in row[standard]}


def elements_set(visit: Visit) -> set[str]:
    """Return the elements that a visit set, with n for each index."""
    calls = visit.lms(
        "lms.calls.filter(({ name }) => name.endsWith('SetValue')).map(({ parameters }) => parameters[0])"
    )
    return {re.sub(r"\.\d+\.", ".n.", name, count=1) for name in calls}
