"""The finished package in the engines of Firefox and Safari, walked to its end by a page of the LMS itself.

Safari's is WebKitGTK, the same engine with other codecs, fonts and windows. tests/machine.py installs both.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ..browser.conftest import LANGUAGES, Learner, outline, packages, served
from ..browser.test_walk import questions
from ..machine import MINI_BROWSER, chromium

__all__ = ["packages"]  # a fixture of tests/browser

Engine = Callable[[str, Path], list[str]]

WALK_S = 240
FRAMES = {"en": "390x740", "nl": "980x740"}  # a telephone and a laptop, px


class Told(dict[str, Any]):
    """What the server is told, and a queue of those who have come to their end."""

    def __init__(self) -> None:
        super().__init__()
        self.walked: queue.Queue[dict[str, Any]] = queue.Queue()

    def __setitem__(self, path: str, value: Any) -> None:
        super().__setitem__(path, value)
        if path.startswith("/walked/"):
            self.walked.put(value)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give the environment of a screen that nobody looks at."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield {**os.environ, "DISPLAY": f":{number}"}
        finally:
            server.terminate()


def firefox(address: str, home: Path) -> list[str]:
    wishes = {"datareporting.policy.dataSubmissionEnabled": False, "media.autoplay.default": 0}  # 0: allowed
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wishes.items()]
    (home / "user.js").write_text("".join(lines), encoding="utf-8")
    return ["firefox-esr", "--no-remote", "--profile", str(home), address]


def webkit(address: str, home: Path) -> list[str]:
    return [str(MINI_BROWSER), "--private", "--autoplay-policy=allow", address]


def blink(address: str, home: Path) -> list[str]:
    """Return the engine that all other tests run in: what fails here too is a fault of this walk."""
    flags = ["--no-sandbox", "--no-first-run", f"--user-data-dir={home}"]
    return [str(chromium()), *flags, "--disable-gpu", "--autoplay-policy=no-user-gesture-required", address]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("engine", [blink, firefox, webkit])
def test_the_course_is_walked_to_its_end_in_two_visits(
    engine: Engine, language: str, packages: dict[str, Path], tmp_path: Path
) -> None:
    home, folder = tmp_path / "home", tmp_path / "site"
    home.mkdir()
    with served(packages[language], folder) as site, screen() as screened:
        site.records = told = Told()
        here = cast(Learner, SimpleNamespace(address=site.address))
        (folder / "questions.json").write_text(json.dumps(questions(here)), encoding="utf-8")
        shutil.copy(Path(__file__).with_name("walker.js"), folder)
        page = (folder / "index.html").read_text(encoding="utf-8")
        (folder / "walk.html").write_text(f'{page}<script type="module" src="walker.js"></script>\n', encoding="utf-8")
        command = engine(f"{site.address}walk.html?learner={language}&frame={FRAMES[language]}", home)
        with subprocess.Popen(command, env={**screened, "HOME": str(home)}, stderr=subprocess.DEVNULL) as browser:
            try:
                seen = told.walked.get(timeout=WALK_S)
            finally:
                browser.terminate()
        course = outline(site.address)
    assert seen["faults"] == []
    assert seen["pages"] == [page for part in course["parts"] for page in part["pages"]][1:]
    assert seen["breaches"] == []
    assert seen["record"]["cmi.core.lesson_status"] == "completed"
    assert seen["record"]["cmi.core.score.raw"] == "100"
