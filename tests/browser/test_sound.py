"""A film from a camera in the page: it is heard, its captions and its speed work, and sound can be switched off."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from seemenow import pipeline, resources
from seemenow.film import camera
from seemenow.outside import ffmpeg

from ..conftest import TESTS, MakeCourse
from .conftest import Learner, served
from .test_formats import asked, record_store
from .test_spotting import jump

SECONDS = 9
FORMATS = ("scorm12", "cmi5")


@pytest.fixture
def filmed(make_course: MakeCourse, tmp_path: Path) -> dict[str, Path]:
    """Packages with one story that a camera told, by format."""
    folder = make_course(overlay=TESTS / "courses" / "told")
    home = folder / "stories" / "window"
    clip = tmp_path / "clip.mov"
    command = [ffmpeg(), "-hide_banner", "-loglevel", "error"]
    command += ["-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={SECONDS}"]
    command += ["-f", "lavfi", "-i", f"sine=330:d={SECONDS}", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"]
    subprocess.run([*command, str(clip)], check=True, timeout=60)
    assert camera.ingest(clip, home).facts
    story = (home / "story.yaml").read_text().replace("scenes:", f"filmed: {{seconds: {SECONDS}}}\nscenes:")
    story = story.replace("    art: window-day\n", "    at: 0\n")
    (home / "story.yaml").write_text(story.replace("    signals:", "    times: [[0.5, 4], [4.2, 8]]\n    signals:"))
    record = home / "record.yaml"
    record.write_text(record.read_text().replace("form: animated", "form: acted"))
    page = folder / "parts" / "01-start" / "welcome.md"
    page.write_text(page.read_text() + "\n::story window\n")
    built = pipeline.build(folder, resources.assets(), tmp_path / "out", formats=FORMATS, today=date(2026, 11, 22))
    return {name: artifact.file for name, artifact in zip(FORMATS, built.artifacts, strict=True)}


def test_a_film_with_sound_is_heard_with_captions_and_speed_and_can_be_silenced(
    filmed: dict[str, Path], browser: Browser, tmp_path: Path
) -> None:
    with served(filmed["scorm12"], tmp_path / "site") as server:
        somebody = Learner(browser, server, "en")
        visit = somebody.launch()
        course = visit.course
        assert course.locator(".smn-story__length").inner_text().strip() == "Film with sound, 0:09"
        course.locator("[data-story-watch]").click()
        # Nothing plays before this press; then both are decoded.
        course.wait_for_function("() => document.querySelector('video').webkitAudioDecodedByteCount > 0")
        # Held and sent to a moment, so that a slow machine shows the same caption.
        course.evaluate("document.querySelector('video').pause()")
        jump(visit, 2)
        shown = "() => document.querySelector('[data-film-captions]').textContent === 'I could not sleep.'"
        course.wait_for_function(shown)
        course.locator("[data-film-settings]").click()
        course.locator("[data-film-speed]").select_option("1.5")
        sound = course.locator("[data-film-toggle=sound]")
        playing = "['muted', 'playbackRate', 'preservesPitch'].map((key) => document.querySelector('video')[key])"
        assert (sound.get_attribute("aria-pressed"), course.evaluate(playing)) == ("true", [False, 1.5, True])
        sound.click()
        assert (sound.get_attribute("aria-pressed"), course.evaluate(playing)) == ("false", [True, 1.5, True])
        sound.press("Enter")
        assert (sound.get_attribute("aria-pressed"), course.evaluate(playing)) == ("true", [False, 1.5, True])
        assert json.dumps(visit.complaints) == "[]"
        for context in somebody.contexts:
            context.close()


def test_who_told_her_lms_that_she_wants_no_sound_gets_none(
    filmed: dict[str, Path], browser: Browser, tmp_path: Path
) -> None:
    """cmi5 11.0: the learner's audioPreference, which the content shall heed."""
    wish = {"languagePreference": "en", "audioPreference": "off"}
    with served(filmed["cmi5"], tmp_path / "site") as server, record_store(preferences=wish) as store:
        somebody = Learner(browser, server, "en")
        course = somebody.launch(f"&query={quote(asked(f'{store}/launch', 'POST'))}").course
        course.locator("[data-story-watch]").click()
        course.locator("[data-film-settings]").click()
        assert course.locator("[data-film-toggle=sound]").get_attribute("aria-pressed") == "false"
        assert course.evaluate("() => document.querySelector('video').muted")
        for context in somebody.contexts:
            context.close()
