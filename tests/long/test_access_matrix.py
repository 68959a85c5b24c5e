"""axe-core over every page, answer and component in both languages, light and dark, at 1280 and at 320 px.

And the whole walk by keyboard in the wider frame that Moodle leaves on a laptop, in Dutch, whose words are longer.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from ..browser.conftest import LANGUAGES, Server
from ..browser.walking import LAPTOP, components_at, course, measure, opened
from ..browser.walking import by_axe_wide_and_narrow as both

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_a_rule_of_axe(
    sites: dict[str, Server], browser: Browser, language: str, theme: Literal["light", "dark"]
) -> None:
    context = opened(browser, theme)
    walked = list(course(context.new_page(), sites[language].address, core=both, rest=both, answered=both))
    context.close()
    assert len(walked) > 60
    assert [f"{each.name}: {fault}" for each in walked for fault in each.offenders["axe"]] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_component_breaks_a_rule_of_axe(
    browser: Browser, tmp_path: Path, language: str, theme: Literal["light", "dark"]
) -> None:
    context = opened(browser, theme)
    faults = []
    with components_at(tmp_path, language) as addresses:
        page = context.new_page()
        for name, address in addresses.items():
            page.goto(address)
            faults += [f"{name}: {fault}" for fault in both(page, name).offenders["axe"]]
    context.close()
    assert len(addresses) > 50
    assert faults == []


def test_in_the_wider_frame_no_bar_lies_over_text_and_focus_is_in_sight(
    sites: dict[str, Server], browser: Browser
) -> None:
    context = opened(browser)
    in_frame = partial(measure, size=LAPTOP)
    walked = list(course(context.new_page(), sites["nl"].address, core=in_frame, rest=in_frame, answered=None))
    context.close()
    of = ("over text", "focus", "reflow", "text spacing", "targets", "forced colours")
    assert [f"{each.name}: {fault}" for each in walked for one in of for fault in each.offenders[one]] == []
