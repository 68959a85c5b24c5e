"""axe-core over every page and component in both languages, light and dark, at 1280 and at 320 px."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from ..browser.conftest import LANGUAGES, Server, browser, packages, sites
from ..browser.walking import axe_faults, components_at, course, opened

__all__ = ["browser", "packages", "sites"]  # fixtures
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_a_rule_of_axe(
    sites: dict[str, Server], browser: Browser, language: str, theme: Literal["light", "dark"]
) -> None:
    context = opened(browser, theme)
    walked = list(course(context.new_page(), sites[language].address, whole=axe_faults, glance=axe_faults))
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
            faults += [f"{name}: {fault}" for fault in axe_faults(page, name).offenders["axe"]]
    context.close()
    assert len(addresses) > 50
    assert faults == []
