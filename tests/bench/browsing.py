"""What a learner's browser asks for and waits for, beside a hand-written course of ten pages without tracking."""

from __future__ import annotations

import json
import os
import statistics
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from ..browser.conftest import FLAGS, Server, served
from ..machine import chromium
from .building import COURSE, grown, workshop
from .measure import Bench, seemenow

# The first is a laptop; the second an old telephone on a slow mobile net.
NETS: dict[str, dict[str, float] | None] = {
    "plain": None,
    "slow": {"latency": 562.5, "downloadThroughput": 1.47e6 / 8, "uploadThroughput": 0.7e6 / 8},
}
SLOWER = 4
TURNS = 200
WATCH = """
window.bench = {long: []};
new PerformanceObserver((list) => window.bench.long.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });
"""
PAINTED = """() => new Promise((resolve) => {
    const look = () => {
        const [entry] = performance.getEntriesByName('first-contentful-paint');
        if (entry) resolve(entry.startTime); else requestAnimationFrame(look);
    };
    look();
})"""
# From pressing the button until the next page has been painted.
PRESS = """(selector) => new Promise((resolve) => {
    const before = document.body.dataset.page, begun = performance.now();
    const look = () => {
        if (document.body.dataset.page === before) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
    };
    document.querySelector(selector).click();
    requestAnimationFrame(look);
})"""
FOLLOW = """() => {
    sessionStorage.pressed = performance.timeOrigin + performance.now();
    document.querySelector('a').click();
}"""
# A turn, pressed again while the last one is still being saved.
TURN = """(selector) => new Promise((resolve) => {
    const before = document.body.dataset.page;
    const look = () => {
        if (document.body.dataset.page !== before) return resolve();
        document.querySelector(selector).click();
        setTimeout(look, 10);
    };
    look();
})"""
FOLLOWED = """() => new Promise((resolve) => {
    const look = () => {
        const [entry] = performance.getEntriesByName('first-contentful-paint');
        if (entry && sessionStorage.pressed) resolve(performance.timeOrigin + entry.startTime - sessionStorage.pressed);
        else requestAnimationFrame(look);
    };
    look();
})"""
SIZES = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(({ name, decodedBodySize }) => [name, decodedBodySize])"""


def figures(bench: Bench) -> None:
    """5: the first page and the first press of the full course and of a long one; memory over many turns."""
    with ExitStack() as stack:
        folder = stack.enter_context(workshop())
        course = _site(bench, stack, COURSE, folder / "full", "--lang", "en")
        short = _site(bench, stack, grown(folder / "short-course", pages=10), folder / "short")
        long = _site(bench, stack, grown(folder / "long-course", pages=1000), folder / "long")
        plain = stack.enter_context(_by_hand(folder / "by-hand"))
        with bench.alone(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS, env=dict(os.environ))
            try:
                for net in NETS:
                    hand = _median(bench, partial(_hand, browser, plain, net))
                    full = _median(bench, partial(_first, browser, course, net))
                    _tell_first(bench, net, full, hand)
                cpu = _median(bench, partial(_tasks, browser, course))["cpu"]
                bench.tell("longest task until the first answer, CPU", cpu, "ms CPU", aim=50)
                ten, thousand = (_median(bench, partial(_first, browser, site, "plain")) for site in (short, long))
                for name in ("bytes", "paint", "answer"):
                    unit = "B" if name == "bytes" else "ms"
                    bench.tell(f"{name} with 1,000 pages, beside 10", thousand[name], unit, yardstick=ten[name])
                _memory(bench, browser, course)
            finally:
                browser.close()


def _tell_first(bench: Bench, net: str, full: dict[str, float], hand: dict[str, float]) -> None:
    if net == "plain":
        bench.tell("first page, requests", full["requests"], "", aim=6)
        bench.tell("first page, bytes", full["bytes"], "B", aim=120_000)
        bench.tell("longest task until the first answer", full["long"], "ms", aim=50)
    bench.tell(f"first paint, {net}", full["paint"], "ms", yardstick=hand["paint"], aim=1.3)
    bench.tell(f"first answer, {net}", full["answer"], "ms", yardstick=hand["answer"], aim=1.5)


def _site(bench: Bench, stack: ExitStack, course: Path, folder: Path, *options: str) -> Server:
    bench.median(seemenow("build", course, *options, "--out", folder, "--json"), runs=1)
    return stack.enter_context(served(next(folder.glob("*.zip")), folder / "site"))


def _median(bench: Bench, once: Callable[[], dict[str, float]]) -> dict[str, float]:
    found = [once() for _ in range(bench.runs)]
    return {name: statistics.median(each[name] for each in found) for name in found[0]}


@contextmanager
def _opened(browser: Browser, net: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    if speed := NETS[net]:
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", {"offline": False, **speed})
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        yield page
    finally:
        context.close()


def _launched(page: Page, site: Server) -> Frame:
    """Launch the course in its LMS, and wait until it says how it is connected."""
    page.goto(f"{site.address}index.html?learner={os.urandom(6).hex()}")
    page.wait_for_selector("iframe")
    course = next(frame for frame in page.frames if "/course/" in frame.url)
    course.wait_for_selector("body[data-page]:not([data-saved=no])", timeout=60_000)
    return course


def _first(browser: Browser, site: Server, net: str) -> dict[str, float]:
    with _opened(browser, net) as page:
        course = _launched(page, site)
        painted = course.evaluate(PAINTED)
        asked: list[tuple[str, float]] = course.evaluate(SIZES)
        answer = course.evaluate(PRESS, "[data-action=start]")
        return {
            "requests": len(asked),
            "bytes": sum(size for _, size in asked),
            "paint": painted,
            "answer": answer,
            "long": max([0, *course.evaluate("window.bench.long")]),
        }


def _tasks(browser: Browser, site: Server) -> dict[str, float]:
    """What the longest task of the course's process takes by itself, whatever else the machine does meanwhile."""
    with _opened(browser, "plain") as page:
        browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
        _launched(page, site).evaluate(PRESS, "[data-action=start]")
        events = json.loads(browser.stop_tracing())["traceEvents"]
    scripts = (each for each in events if each["name"] == "EvaluateScript")
    thread = next((each["pid"], each["tid"]) for each in scripts if "/course/" in each["args"]["data"]["url"])
    tasks = [each for each in events if (each["pid"], each["tid"]) == thread and each["name"].endswith("RunTask")]
    return {"cpu": max(each.get("tdur", 0) for each in tasks) / 1000}


def _hand(browser: Browser, site: Server, net: str) -> dict[str, float]:
    with _opened(browser, net) as page:
        page.goto(f"{site.address}page-01.html")
        painted = page.evaluate(PAINTED)
        page.evaluate(FOLLOW)
        page.wait_for_url("**/page-02.html")
        return {"paint": painted, "answer": page.evaluate(FOLLOWED)}


def _memory(bench: Bench, browser: Browser, site: Server) -> None:
    """Turn through the course, forth and back, and see what stays in memory after each round."""
    with _opened(browser, "plain") as page:
        course = _launched(page, site)
        wire = page.context.new_cdp_session(page)
        wire.send("HeapProfiler.enable")
        heap = {}
        course.evaluate(PRESS, "[data-action=start]")
        for turn in range(1, TURNS + 1):
            way = "next" if turn % 4 in (1, 2) else "back"
            course.evaluate(TURN, f"[data-action={way}]")
            if turn in (20, TURNS):
                wire.send("HeapProfiler.collectGarbage")
                heap[turn] = wire.send("Runtime.getHeapUsage")["usedSize"]
        bench.tell(f"memory after {TURNS} turns", heap[TURNS], "B", yardstick=heap[20], aim=1.1, note="beside 20 turns")


@contextmanager
def _by_hand(folder: Path) -> Iterator[Server]:
    """Ten pages as one writes them by hand: one style, links from each to the next, no script, no tracking."""
    folder.mkdir()
    (folder / "style.css").write_text(
        "body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.5 Georgia, serif; }\n"
        "a { display: inline-block; padding: .7rem 1rem; background: #234; color: #fff; }\n"
    )
    words = "A teacher asks a pupil how the day was. The pupil answers, and the teacher listens to what is said. "
    for at in range(1, 11):
        (folder / f"page-{at:02}.html").write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Page {at}</title>'
            '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="style.css">'
            f"<h1>Page {at}</h1>"
            + f"<p>{words * 3}</p>" * 6
            + f'<p><a href="page-{at % 10 + 1:02}.html">On</a></p></html>'
        )
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
