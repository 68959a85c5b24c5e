"""The browser and the packages of tests/browser, once for all modules here: Playwright runs once in a process."""

from ..browser.conftest import browser, packages, sites

__all__ = ["browser", "packages", "sites"]
