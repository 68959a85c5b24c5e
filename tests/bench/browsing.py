"""What a learner's browser asks for and waits for, beside a hand-written course of ten pages without tracking.

Both are launched by the same stand-in LMS in the same kind of frame; the hand-written pages do not speak to it.
"""

from __future__ import annotations

import json
import os
import statistics
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Frame, Page, sync_playwright

from ..browser.conftest import FLAGS, Server, outline, served
from ..machine import chromium
from .building import COURSE, grown, workshop
from .measure import Bench, seemenow

# The first is a laptop beside an LMS that answers in no time, as none does: it shows what the pages themselves take.
# The next are the same where each answer takes a while, the last an old telephone on a slow mobile net.
WITHOUT_LIMIT = {"downloadThroughput": -1, "uploadThroughput": -1}
NETS: dict[str, dict[str, float] | None] = {
    "plain": None,
    "answers after 10 ms": {"latency": 10, **WITHOUT_LIMIT},
    "answers after 20 ms": {"latency": 20, **WITHOUT_LIMIT},
    "answers after 40 ms": {"latency": 40, **WITHOUT_LIMIT},
    "slow": {"latency": 562.5, "downloadThroughput": 1.47e6 / 8, "uploadThroughput": 0.7e6 / 8},
}
SLOWER = {"slow": 4}
# A launch takes about a second, and no two take the same time: launches for each run of other figures.
ROUNDS = 3
# A new window is ready when the browser has used less than a tenth of a core in so many looks, one after the other.
LOOK_S, RESTS = 0.05, 3
TURNS = 200
FILMS = 20
# Long tasks by whose they are (Long Tasks API, "attribution"): a frame is also told of those of the pages round it.
WATCH = """
const long = [];
window.bench = { long };
new PerformanceObserver((list) => long.push(...list.getEntries().map(({ name, duration }) => [name, duration])))
    .observe({ type: 'longtask', buffered: true });
"""
OF_OTHERS = ("same-origin-ancestor", "same-origin-descendant", "same-origin")
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
# To any page, by the hook of the course itself (docs/driving.md).
TO_PAGE = """(page) => new Promise((resolve) => {
    const button = document.createElement('button');
    button.dataset.goPage = page;
    document.querySelector('main').append(button);
    const look = () => {
        if (document.body.dataset.page === page) return button.remove(), resolve();
        button.click();
        setTimeout(look, 10);
    };
    look();
})"""
# A moment of the film on screen, from its beginning.
PLAY = """() => new Promise((resolve, reject) => {
    const page = document.querySelector('[data-page-id]:not([hidden])'), video = page.querySelector('video');
    const moment = () => {
        if (video.currentTime < 0.5) return;
        video.removeEventListener('timeupdate', moment);
        resolve();
    };
    video.currentTime = 0;
    video.addEventListener('timeupdate', moment);
    video.addEventListener('error', () => reject(new Error(video.error.message)), { once: true });
    const watch = page.querySelector('[data-story-watch]');
    (watch.checkVisibility() ? watch : page.querySelector('[data-film-play]')).click();
})"""
SIZES = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(({ name, decodedBodySize }) => [name, decodedBodySize])"""


def figures(bench: Bench) -> None:
    """5: the first page and the first press of the full course and of a long one; memory over many turns."""
    with ExitStack() as stack:
        folder = stack.enter_context(workshop())
        course = _site(bench, stack, COURSE, folder / "full", "--lang", "en")
        short = _site(bench, stack, _beginning(grown(folder / "short-course", pages=10)), folder / "short")
        long = _site(bench, stack, _beginning(grown(folder / "long-course", pages=1000)), folder / "long")
        plain = stack.enter_context(served(_by_hand(folder / "by-hand.zip"), folder / "by-hand"))
        with bench.alone(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS, env=dict(os.environ))
            try:
                hand = partial(_hand, browser, plain, is_launched=True)
                alone = partial(_hand, browser, plain, is_launched=False)
                for net in NETS:
                    launches = {"full": partial(_first, browser, course), "hand": hand, "alone": alone}
                    _tell_first(
                        bench, net, _in_turns(bench, {name: partial(each, net=net) for name, each in launches.items()})
                    )
                cpu = statistics.median(_longest_cpu(browser, course) for _ in range(bench.runs))
                bench.tell("longest task until the first answer, CPU", cpu, "ms CPU", aim=50)
                launches = {
                    "ten": partial(_first, browser, short),
                    "thousand": partial(_first, browser, long),
                    "hand": hand,
                }
                _tell_long(
                    bench, _in_turns(bench, {name: partial(each, net="plain") for name, each in launches.items()})
                )
                _memory(bench, browser, course)
                _films(bench, browser, course)
            finally:
                browser.close()


def _tell_first(bench: Bench, net: str, found: dict[str, dict[str, float]]) -> None:
    full, hand, alone = found["full"], found["hand"], found["alone"]
    if net == "plain":
        bench.tell("first page, requests", full["requests"], "", aim=6)
        bench.tell("first page, bytes", full["bytes"], "B", aim=120_000)
        note = f"the LMS's own page had {full['others']:g} over 50 ms, the longest of {full['others_long']:g} ms"
        bench.tell("longest task until the first answer", full["long"], "ms", aim=50, note=note)
    for name, aim in (("paint", 1.3), ("answer", 1.5)):
        beside = f"launched by the same LMS; opened alone the yardstick takes {alone[name]:.0f} ms"
        note = f"{beside}: {full[name] / alone[name]:.2f} times"
        bench.tell(f"first {name}, {net}", full[name], "ms", yardstick=hand[name], aim=aim, note=note)


def _tell_long(bench: Bench, found: dict[str, dict[str, float]]) -> None:
    thousand = found["thousand"]
    for name in ("bytes", "paint", "answer"):
        unit = "B" if name == "bytes" else "ms"
        bench.tell(f"{name} with 1,000 pages, beside 10", thousand[name], unit, yardstick=found["ten"][name])
    bench.tell("first page with 1,000 pages, requests", thousand["requests"], "", aim=6)
    bench.tell("first page with 1,000 pages, bytes", thousand["bytes"], "B", aim=120_000)
    for name, aim in (("paint", 1.3), ("answer", 1.5)):
        bench.tell(f"first {name} with 1,000 pages", thousand[name], "ms", yardstick=found["hand"][name], aim=aim)


def _site(bench: Bench, stack: ExitStack, course: Path, folder: Path, *options: str) -> Server:
    bench.median(seemenow("build", course, *options, "--out", folder, "--json"), runs=1)
    return stack.enter_context(served(next(folder.glob("*.zip")), folder / "site"))


def _beginning(course: Path) -> Path:
    """Have a course begin as the full one does: with words, and whom to call."""
    page = course / "parts" / "01-start" / "welcome.md"
    page.write_text("---\ntitle: Welcome\n---\nWords for a learner.\n\n::contacts helpline\n")
    return course


def _in_turns(bench: Bench, launches: Mapping[str, Callable[[], dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Launch one after the other, round after round, and return the medians of each.

    A machine may become twice as slow within a minute: what is compared is launched in the same minutes.
    """
    rounds = [{name: once() for name, once in launches.items()} for _ in range(ROUNDS * bench.runs)]
    return {
        name: {figure: statistics.median(each[name][figure] for each in rounds) for figure in rounds[0][name]}
        for name in launches
    }


@contextmanager
def _opened(browser: Browser, net: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en")
    page = context.new_page()
    page.add_init_script(WATCH)
    _settled(browser)
    wire = context.new_cdp_session(page)
    if speed := NETS[net]:
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    if rate := SLOWER.get(net):
        wire.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    try:
        yield page
    finally:
        context.close()


def _settled(browser: Browser) -> None:
    """Wait until the browser has its new window ready: it loads pages of its own in it, on the same two cores.

    A learner who opens a course has had her window for a while.
    """
    watch = browser.new_browser_cdp_session()
    rests, before = 0, 0.0
    while rests < RESTS:
        time.sleep(LOOK_S)
        now = sum(each["cpuTime"] for each in watch.send("SystemInfo.getProcessInfo")["processInfo"])
        rests = rests + 1 if now - before < LOOK_S / 10 else 0
        before = now
    watch.detach()


def _framed(page: Page, site: Server) -> Frame:
    """Have the LMS launch what is installed in it."""
    page.goto(f"{site.address}index.html?learner={os.urandom(6).hex()}")
    page.wait_for_selector("iframe")
    return next(frame for frame in page.frames if "/course/" in frame.url)


def _launched(page: Page, site: Server) -> Frame:
    """Launch the course in its LMS, and wait until it says how it is connected."""
    course = _framed(page, site)
    course.wait_for_selector("body[data-page]:not([data-saved=no])", timeout=60_000)
    return course


def _first(browser: Browser, site: Server, net: str) -> dict[str, float]:
    with _opened(browser, net) as page:
        course = _launched(page, site)
        painted = course.evaluate(PAINTED)
        asked: list[tuple[str, float]] = course.evaluate(SIZES)
        answer = course.evaluate(PRESS, "[data-action=start]")
        tasks: list[tuple[str, float]] = course.evaluate("window.bench.long")
        others = [took for whose, took in page.evaluate("window.bench.long") if whose == "self"]
        return {
            "requests": len(asked),
            "bytes": sum(size for _, size in asked),
            "paint": painted,
            "answer": answer,
            "long": max([0, *(took for whose, took in tasks if whose not in OF_OTHERS)]),
            "others": len(others),
            "others_long": max([0, *others]),
        }


def _longest_cpu(browser: Browser, site: Server) -> float:
    """What the longest task of the course's process takes by itself, whatever else the machine does meanwhile."""
    with _opened(browser, "plain") as page:
        browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
        _launched(page, site).evaluate(PRESS, "[data-action=start]")
        events = json.loads(browser.stop_tracing())["traceEvents"]
    scripts = (each for each in events if each["name"] == "EvaluateScript")
    thread = next((each["pid"], each["tid"]) for each in scripts if "/course/" in each["args"]["data"]["url"])
    tasks = [each for each in events if (each["pid"], each["tid"]) == thread and each["name"].endswith("RunTask")]
    return max(each.get("tdur", 0) for each in tasks) / 1000


def _hand(browser: Browser, site: Server, net: str, *, is_launched: bool) -> dict[str, float]:
    with _opened(browser, net) as page:
        if is_launched:
            course = _framed(page, site)
        else:
            page.goto(f"{site.address}course/index.html")
            course = page.main_frame
        painted = course.evaluate(PAINTED)
        course.evaluate(FOLLOW)
        course.wait_for_url("**/page-02.html")
        return {"paint": painted, "answer": course.evaluate(FOLLOWED)}


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


def _films(bench: Bench, browser: Browser, site: Server) -> None:
    """Open the pages with films one after the other, play each for a moment, and see what stays in memory.

    Each film has been brought once when the yardstick is taken. Pictures and sound lie outside of the script's heap:
    so what the whole process has to itself is told as well.
    """
    with _opened(browser, "plain") as page:
        course = _launched(page, site)
        stories = [each["page"] for each in outline(site.address)["stories"]]
        watch = browser.new_browser_cdp_session()
        wire = page.context.new_cdp_session(page)
        wire.send("HeapProfiler.enable")
        found = {}
        for turn in range(1, FILMS + 1):
            course.evaluate(TO_PAGE, stories[turn % len(stories)])
            course.evaluate(PLAY)
            if turn in (1, len(stories), FILMS):
                course.evaluate(TO_PAGE, course.evaluate("document.querySelector('[data-page-id]').dataset.pageId"))
                wire.send("HeapProfiler.collectGarbage")
                found[turn] = wire.send("Runtime.getHeapUsage")["usedSize"], _own_memory(watch)
        (heap, own), (heap_before, own_before) = found[FILMS], found[len(stories)]
        note = f"beside {len(stories)}, each once; after the first one it was "
        bench.tell(
            f"memory after {FILMS} films", heap, "B", yardstick=heap_before, aim=1.1, note=f"{note}{found[1][0]}"
        )
        bench.tell(
            f"memory of the process after {FILMS} films",
            own,
            "B",
            yardstick=own_before,
            aim=1.1,
            note=f"{note}{found[1][1]}",
        )


def _own_memory(watch: CDPSession) -> int:
    """Return what the largest of the browser's pages has in memory for itself alone."""
    processes = watch.send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [Path("/proc", str(each["id"]), "smaps_rollup") for each in processes if each["type"] == "renderer"]
    return max(
        sum(int(line.split()[1]) * 1024 for line in each.read_text().splitlines() if line.startswith("Private_"))
        for each in pages
    )


def _by_hand(package: Path) -> Path:
    """Ten pages as one writes them by hand: one style, links from each to the next, no script, no tracking."""
    words = "A teacher asks a pupil how the day was. The pupil answers, and the teacher listens to what is said. "
    names = ["index.html", *(f"page-{at:02}.html" for at in range(2, 11))]
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr(
            "style.css",
            "body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.5 Georgia, serif; }\n"
            "a { display: inline-block; padding: .7rem 1rem; background: #234; color: #fff; }\n",
        )
        for at, name in enumerate(names, 1):
            archive.writestr(
                name,
                f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Page {at}</title>'
                '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="style.css">'
                f"<h1>Page {at}</h1>"
                + f"<p>{words * 3}</p>" * 6
                + f'<p><a href="{names[at % len(names)]}">On</a></p></html>',
            )
    return package
