"""Rebuild the pictures and figures that README and docs show and the text of each edition: ``make evidence``."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import yaml
from PIL import Image
from playwright.sync_api import Browser, Frame, sync_playwright
from seemenow import present, resources
from seemenow.chat import use
from seemenow.chat.evaluate import asked

from . import reading_copy, review_pictures
from .browser.conftest import FLAGS, served
from .conftest import ROOT
from .machine import chromium

COURSE = ROOT / "course"
# What the chat is measured with, besides the questions of the course.
MEASURED = [
    ROOT / "tests" / "chat" / f"{name}.yaml"
    for name in (
        "fresh-kept",
        "teachers",
        "thirty",
        "others",
        "strangers",
        "tired",
        "hurried-one",
        "hurried-two",
        "night",
    )
]
PICTURES = ROOT / "docs" / "pictures"
QUALITY = 82
WORRIED = "[data-action=worried]"
WATCH = "[data-story-watch]"
TURN = "[data-action=start]:visible, [data-action=next]:visible, [data-player=later]:visible"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture of a page: where to go, what to press there, how large the window is (CSS pixels)."""

    name: str
    language: str
    page: str
    width: int
    height: int
    theme: str = "light"
    press: str | None = None
    film_s: float = 0


README = (
    Picture(name="welcome", language="en", page="welcome", width=390, height=780),
    Picture(name="story", language="nl", page="the-story", width=1100, height=780, press=WATCH, film_s=14),
    Picture(name="signals", language="en", page="signal-list", width=1100, height=780),
    Picture(
        name="worried",
        language="nl",
        page="own-idea",
        width=390,
        height=780,
        theme="dark",
        press=WORRIED,
    ),
)


def go_to(course: Frame, wanted: str) -> None:
    """Turn pages until ``wanted`` is on screen."""
    for _ in range(60):
        if course.evaluate("document.body.dataset.page") == wanted:
            return
        before = course.evaluate("document.body.dataset.page")
        course.locator(TURN).first.click()
        course.wait_for_function("(before) => document.body.dataset.page !== before", arg=before)
    raise SystemExit(f"no page {wanted}")


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Take one picture at twice the size and keep it as WebP."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.theme == "dark" else "light",
        device_scale_factor=1.5,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}index.html?learner={picture.name}&frame={picture.width}x{picture.height}")
    (course,) = (frame for frame in page.frames if frame != page.main_frame)
    course.locator("body[data-saved=yes]").wait_for()
    go_to(course, picture.page)
    if picture.press:
        course.locator(picture.press).first.click()
    if picture.film_s:
        course.locator("[data-film-seek]:visible").fill(str(picture.film_s))
        playing = "(at) => [...document.querySelectorAll('video')].some(({ currentTime }) => currentTime > at + 1)"
        course.wait_for_function(playing, arg=picture.film_s)
        course.locator("[data-film-play]:visible").click()
        course.locator("[data-film]:visible").evaluate("(film) => film.scrollIntoView({ block: 'center' })")
    course.evaluate("document.fonts.ready")
    shot = Image.open(io.BytesIO(page.locator("iframe").screenshot()))
    shot.save(PICTURES / f"{picture.name}.webp", quality=QUALITY, method=6)
    context.close()


def measure_chat() -> None:
    """Put the figures of the chat, as it is now, into docs/chat.md."""
    tables = []
    for file in (COURSE / "chat" / "questions.yaml", *MEASURED):
        questions = asked(yaml.safe_load(file.read_text(encoding="utf-8")))
        found = use.measure_chat(COURSE, resources.assets(), questions)
        if found is None:
            raise SystemExit("the chat cannot be asked")
        tables += [f"`{file.relative_to(ROOT)}`:", "", *present.chat_table(found), ""]
    page = ROOT / "docs" / "chat.md"
    before, mark, rest = page.read_text(encoding="utf-8").partition("<!-- measured: written by make evidence -->\n")
    after = rest.partition("<!-- /measured -->")[2]
    page.write_text("\n".join([f"{before}{mark}", *tables, f"<!-- /measured -->{after}"]), encoding="utf-8")


def main() -> None:
    reading_copy.write()
    measure_chat()
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = chromium()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        out = Path(place)
        subprocess.run([sys.executable, "-m", "seemenow", "build", "course", "--out", str(out)], cwd=ROOT, check=True)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with ExitStack() as stack:
            addresses = {}
            for language in ("en", "nl"):
                (package,) = out.glob(f"*-{language}-scorm12.zip")
                addresses[language] = stack.enter_context(served(package, out / language)).address
            for picture in README:
                take(browser, addresses[picture.language], picture)
            review_pictures.write(browser, addresses, PICTURES / "review")
        browser.close()


if __name__ == "__main__":
    main()
