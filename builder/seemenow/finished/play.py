"""Play a package in a headless browser inside a strict LMS, twice, and say what it did.

Nothing of the package touches the disk or the network: every request of the browser is answered from the zip here,
and what asks for anything else is noted and refused. Needs playwright and a Chromium on this machine.
"""

from __future__ import annotations

import importlib
import json
import mimetypes
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from scormkit.container import Container, open_container
from scormkit.problems import Problem, in_order
from scormkit.rules import entry, problem
from scormkit.verify import Report

from ..outside import OutsideMissing

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A proxy at which nobody answers, also for this machine itself. Requests are answered before they would go to it; what
# Playwright cannot answer (WebSockets, preconnected hosts, WebRTC) ends there.
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)

LMS = "https://lms.example"
CONTENT = "/content/"
SETTLE_MS = 1_500  # without a call or a file, then a page is taken to have begun
END_MS = 300  # the same when it was closed
PATIENCE_MS = 20_000
FILE_BYTES = 200 << 20
SHOWN = 20  # problems of one kind

# Rules of our own runtime: no standard asks them of others, and no LMS refuses what breaks them.
OURS = {"children-first", "deprecated", "digits", "ratchet", "score-before-status", "session-time-once"}

# Begins a launch: the LMS in this window, the content in a frame of it. Ends when that has loaded, or is not going to.
LAUNCH_JS = """([standard, launch, record, patience]) => new Promise((done) => {
  const frame = document.createElement('iframe');
  Object.assign(frame, { title: 'Content', width: 1000, height: 700 });
  window.since = performance.now();
  const quiet = (act) => (...all) => { window.since = performance.now(); return act(...all); };
  if (standard === 'cmi5') {
    window.lms = new Cmi5Lrs({ record, masteryScore: 0.7, moveOn: 'CompletedOrPassed' });
    lms.handle = quiet(lms.handle.bind(lms));
    frame.src = lms.launch(launch);
  } else {
    window.lms = new (standard === 'scorm12' ? StrictLms : StrictLms2004)({ record });
    const [name, api] = standard === 'scorm12' ? ['API', lms.API] : ['API_1484_11', lms.API_1484_11];
    window[name] = Object.fromEntries(Object.entries(api).map(([key, act]) => [key, quiet(act)]));
    frame.src = launch;
  }
  frame.addEventListener('load', () => { window.since = performance.now(); done(); });
  setTimeout(done, patience);
  document.body.append(frame);
})"""

SEEN_JS = """() => lms.calls
  ? { calls: lms.calls.map(({ name, parameters }) => [name, ...parameters.map(String)]), breaches: lms.breaches,
      record: lms.record }
  : { calls: lms.requests.map(({ method, url }) => [method, new URL(url).pathname]), breaches: lms.breaches,
      record: { statements: lms.statements, documents: lms.documents } }"""


@dataclass(frozen=True, kw_only=True)
class Play:
    """What a package did when it was opened, closed and opened again, with no hand touching it.

    ``status`` and ``score`` as the LMS holds them afterwards, None when there is none. ``resumed``: whether the second
    visit read what the first one left; None when it left nothing.
    """

    status: str | None
    score: float | None
    calls: int
    commits: int
    console_errors: tuple[str, ...]
    outside_requests: tuple[str, ...]
    resumed: bool | None
    problems: tuple[Problem, ...]


@dataclass
class _Visit:
    """What one launch showed."""

    calls: list[list[str]] = field(default_factory=list)
    breaches: list[dict[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def play(report: Report, stand_ins: Path, browser: Any) -> Play | None:
    """Return what the package of ``report`` did in the ``browser`` that ``started`` gives; None when nothing opens it.

    ``stand_ins`` is the bundled script of the strict LMSs.
    """
    if report.launch is None or report.standard in {"aicc", "tincan", "none"}:
        return None
    container, _ = open_container(report.file)
    if container is None:
        return None
    try:
        first, record = _visit(browser, container, report, stand_ins, None)
        second, after = _visit(browser, container, report, stand_ins, record)
    finally:
        container.close()
    left = _left(record)
    read = [call for call in second.calls if call[1:] in ([name] for name in left) or call[0] == "GET"]
    resumed = bool(read) if left else None
    visits = (first, second)
    return Play(
        **_verdict(after),
        calls=sum(len(each.calls) for each in visits),
        commits=sum(call[0] in {"LMSCommit", "Commit", "PUT", "POST"} for each in visits for call in each.calls),
        console_errors=tuple(dict.fromkeys(error for each in visits for error in each.errors)),
        outside_requests=_outside(visits),
        resumed=resumed,
        problems=in_order(_problems(visits, report.standard, resumed)),
    )


@contextmanager
def started() -> Iterator[Any]:
    """Give a headless Chromium that keeps nothing and reaches nobody. Raises OutsideMissing where there is none."""
    remedy = "Run `pip install playwright`, and install Chromium (Debian: apt-get install chromium)."
    try:
        sync_api = importlib.import_module("playwright.sync_api")
    except ImportError as fault:
        raise OutsideMissing(f"No package can be played here: {fault}.", remedy) from fault
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise OutsideMissing("No package can be played here: there is no Chromium.", remedy)
    with sync_api.sync_playwright() as playwright:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # for whom Chromium has no sandbox
        try:
            running = playwright.chromium.launch(
                executable_path=program, args=list(FLAGS), chromium_sandbox=not is_root
            )
        except sync_api.Error as fault:
            reason = str(fault).strip().splitlines()[0].rstrip(".")
            raise OutsideMissing(f"No package can be played here: {reason}.", remedy) from fault
        yield running
        running.close()


def _visit(
    browser: Any, container: Container, report: Report, stand_ins: Path, record: Any
) -> tuple[_Visit, dict[str, Any]]:
    """Open the package, wait until it is still, take it out of the page, and return what was seen and kept."""
    visit = _Visit()
    with browser.new_context(viewport={"width": 1100, "height": 800}) as context:
        page = context.new_page()
        page.on("console", lambda said: visit.errors.append(said.text) if _is_fault(said) else None)
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.on("websocket", lambda socket: visit.outside.append(socket.url))
        context.route("**/*", lambda route: _answer(route, page, container, visit))
        page.goto(f"{LMS}/")
        page.add_script_tag(path=stand_ins)
        kind = "scorm2004" if report.standard.startswith("scorm2004") else report.standard
        address = f"{CONTENT}{quote(report.launch or '')}{report.tail}"
        page.evaluate(LAUNCH_JS, [kind, address, record or _NOTHING[kind], PATIENCE_MS])
        page.wait_for_function(f"() => performance.now() - since > {SETTLE_MS}", timeout=2 * PATIENCE_MS)
        page.evaluate("() => { since = performance.now(); document.querySelector('iframe').remove(); }")
        page.wait_for_function(f"() => performance.now() - since > {END_MS}", timeout=2 * PATIENCE_MS)
        seen = page.evaluate(SEEN_JS)
    visit.calls, visit.breaches = seen["calls"], seen["breaches"]
    return visit, seen["record"]


def _is_fault(said: Any) -> bool:
    """Tell whether a line of the console is a complaint about the content; a record store's 404 is an answer."""
    return said.type == "error" and "/xapi/" not in said.location.get("url", "")


_NOTHING: Mapping[str, Any] = {"scorm12": {}, "scorm2004": {}, "cmi5": {"statements": [], "documents": {}}}


def _answer(route: Any, page: Any, container: Container, visit: _Visit) -> None:
    """Answer one request of the browser: the LMS's page, a file of the package, the record store, or nothing."""
    request = route.request
    parts = urlsplit(request.url)
    if f"{parts.scheme}://{parts.netloc}" != LMS:
        visit.outside.append(request.url)
        route.abort()
    elif parts.path == "/":
        route.fulfill(content_type="text/html", body="<!doctype html><title>LMS</title><link rel=icon href='data:,'>")
    elif parts.path.startswith(CONTENT):
        page.evaluate("() => { window.since = performance.now(); }")
        name = unquote(parts.path.removeprefix(CONTENT))
        data = container.read(name, FILE_BYTES) if name in container.members else None
        if data is None:
            visit.missing.append(name)
            route.fulfill(status=404)
        else:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            route.fulfill(content_type=kind, body=data)
    else:
        asked = {"method": request.method, "url": request.url, "headers": request.headers, "body": request.post_data}
        answer = page.evaluate(
            "(asked) => lms.handle ? lms.handle({ ...asked, body: asked.body ?? undefined }) : { status: 404 }", asked
        )
        body = answer.get("body")
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        route.fulfill(status=answer["status"], content_type="application/json", body=text)


def _left(record: Mapping[str, Any]) -> list[str]:
    """Return the elements in which a visit left where it was."""
    if "documents" in record:
        return list(record["documents"])
    names = ("cmi.suspend_data", "cmi.core.lesson_location", "cmi.location")
    return [name for name in names if record.get(name)]


def _verdict(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return status and score as the LMS holds them."""
    if "statements" in record:
        verbs = [each["verb"]["id"].rpartition("/")[2] for each in record["statements"]]
        judged = [verb for verb in verbs if verb in {"completed", "passed", "failed"}]
        scores = [each["result"]["score"].get("scaled") for each in record["statements"] if _has_score(each)]
        return {"status": " and ".join(judged) or None, "score": scores[-1] if scores else None}
    words = [record.get(name) for name in ("cmi.core.lesson_status", "cmi.completion_status", "cmi.success_status")]
    raw = record.get("cmi.core.score.raw") or record.get("cmi.score.raw")
    return {"status": " and ".join(filter(None, words)) or None, "score": float(raw) if raw else None}


def _outside(visits: tuple[_Visit, ...]) -> tuple[str, ...]:
    """Return each address outside that was asked for, sorted: two asked for at once are noted in any order."""
    return tuple(sorted({address for each in visits for address in each.outside}))


def _has_score(statement: Mapping[str, Any]) -> bool:
    return "score" in statement.get("result", {})


def _problems(visits: tuple[_Visit, ...], standard: str, resumed: bool | None) -> list[Problem]:
    found: list[Problem] = []
    first = visits[0]
    names = {call[0] for call in first.calls}
    begins = {"LMSInitialize", "Initialize", "POST"}
    if not names & begins:
        found.append(problem("P190"))
    elif not _is_ended(first, standard):
        found.append(problem("P191"))
    said = dict.fromkeys((each["rule"], each["message"]) for visit in visits for each in visit.breaches)
    found += [problem("P192", rule=rule, message=message) for rule, message in said if rule not in OURS][:SHOWN]
    missing = dict.fromkeys(name for visit in visits for name in visit.missing if name != "favicon.ico")
    found += [problem("P193", entry(name), name=name) for name in missing][:SHOWN]
    found += [problem("P194", address=address) for address in _outside(visits)][:SHOWN]
    # That a file is missing or refused is said above, in better words.
    errors = dict.fromkeys(text for visit in visits for text in visit.errors if "Failed to load resource" not in text)
    found += [problem("P195", text=text) for text in errors][:SHOWN]
    if resumed is False:
        found.append(problem("P196"))
    return found


def _is_ended(visit: _Visit, standard: str) -> bool:
    """Tell whether the visit ended when the content was taken out of the page. cmi5 may end at its own button only."""
    return standard == "cmi5" or any(call[0] in {"LMSFinish", "Terminate"} for call in visit.calls)
