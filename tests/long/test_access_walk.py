"""The whole course walked once in English, each page of the core in all measures while it is on screen (walking.py)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ..browser.conftest import Server
from ..browser.walking import Measured, by_axe, course, is_recorded, measure, offenders, opened

MOST_SHIFT = 0.02


@pytest.fixture(scope="module")
def pages(sites: dict[str, Server], browser: Browser) -> Iterator[list[Measured]]:
    context = opened(browser)
    yield list(course(context.new_page(), sites["en"].address, core=measure, rest=by_axe, answered=None))
    context.close()


def test_the_way_by_tab_is_the_recorded_one(pages: list[Measured]) -> None:
    ways = [f"# {each.name}\n" + "".join(f"{stop}\n" for stop in each.stops) for each in pages if each.stops]
    assert len(ways) > 50
    assert is_recorded("focus-en.txt", "\n".join(ways))


@pytest.mark.parametrize(
    "measure", ["axe", "reflow", "text spacing", "over text", "focus", "targets", "forced colours"]
)
def test_no_page_breaks_a_measure(pages: list[Measured], measure: str) -> None:
    """At 320 px and 400 %, with wider spacing, under no bar, with its focus in sight, for thumbs, in forced colours."""
    assert sum(measure in each.offenders for each in pages) > 50
    assert offenders(pages, measure) == []


def test_no_page_jumps(pages: list[Measured]) -> None:
    assert [(each.name, round(each.shift, 3)) for each in pages if each.shift > MOST_SHIFT] == []
