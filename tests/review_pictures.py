"""The pictures of docs/design-review.md: sixteen named pages, each at three sizes in both themes."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from .browser.walking import DESK, LAPTOP, PHONE, Measured, course, opened, resize

# What walking.course calls a state of a page, and what its picture is called.
NAMED = {
    "first page": "welcome",
    "worried": "worried",
    "about": "about",
    "chat": "chat",
    "finder": "finder",
    "guide": "guide",
    "menu": "menu",
    "the-story": "story-before",
    "the-story, film": "story-playing",
    "signal-list": "signals",
    "signal-or-not, nothing chosen": "question-open",
    "five-steps": "steps",
    "who-to-call": "call",
    "test, result": "result",
    "stopped": "stopped",
}
ANSWERED = "signal-or-not"  # the page whose first question is shown with its feedback
THEMES = (("light", "en"), ("dark", "nl"))
SIZES = (PHONE, LAPTOP, DESK)
# Opened on its own, as nobody opens it, the course says so on every page.
TIDY = "document.querySelector('[data-banner=alone]').hidden = true"
FILM = "document.querySelector('[data-player=pages] > :not([hidden]) [data-film]:not([hidden])')?.scrollIntoView()"
SCALE = 0.5
GAP = 12
QUALITY = 70


def called(name: str) -> str | None:
    """Say what the picture of a state is called, if one is wanted."""
    return "question-answered" if name.startswith(ANSWERED) and name.endswith("answered") else NAMED.get(name)


def take(shots: dict[str, list[Image.Image]], page: Page, name: str) -> Measured:
    """Take a picture at each size, if this is a named page that was not met before on this walk."""
    picture = called(name)
    if picture and picture not in shots:
        shots[picture] = []
        page.evaluate(TIDY)
        for size in SIZES:
            resize(page, size)
            page.evaluate("document.fonts.ready")
            page.evaluate(FILM)
            shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            shots[picture].append(shot.resize((round(SCALE * shot.width), round(SCALE * shot.height))))
        resize(page, DESK)
    return Measured(name=name, offenders={})


def joined(pictures: list[Image.Image]) -> Image.Image:
    """Join the pictures of one page: a row for each theme, a column for each size."""
    rows = [pictures[: len(SIZES)], pictures[len(SIZES) :]]
    width = sum(each.width + GAP for each in rows[0]) - GAP
    height = max(each.height for each in rows[0])
    whole = Image.new("RGB", (width, 2 * height + GAP), "#8a8a93")
    for at, row in enumerate(rows):
        left = 0
        for each in row:
            whole.paste(each, (left, at * (height + GAP)))
            left += each.width + GAP
    return whole


def write(browser: Browser, addresses: dict[str, str], folder: Path) -> None:
    """Write one picture for each named page of the packages at ``addresses``, by language."""
    walks = []
    for theme, language in THEMES:
        shots: dict[str, list[Image.Image]] = {}
        context = opened(browser, theme)
        look = partial(take, shots)
        for _ in course(context.new_page(), addresses[language], core=look, rest=look, answered=look):
            pass
        context.close()
        walks.append(shots)
    wanted = {*NAMED.values(), "question-answered"}
    missing = [sorted(wanted - shots.keys()) for shots in walks]
    if any(missing):
        raise SystemExit(f"the walks did not come by {missing}")
    folder.mkdir(parents=True, exist_ok=True)
    for name in wanted:
        joined([shot for shots in walks for shot in shots[name]]).save(
            folder / f"{name}.webp", quality=QUALITY, method=6
        )
