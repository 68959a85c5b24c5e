"""A voice for a drawn film: trimmed, levelled, fitted into its scenes, and carried by packages of its language alone.

The voices are tones: none is ever made to sound like a person.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import seemenow.pipeline
from seemenow import resources
from seemenow.cli import FAULTY, FINE, main
from seemenow.film import boxes, narration
from seemenow.film.encode import DRAFT, encode
from seemenow.film.timeline import Timeline, plan
from seemenow.model import Filmed, Located, Scene, Story, Text
from seemenow.outside import OutsideMissing, ffmpeg

from .conftest import MakeCourse

STORY = Story(
    id=Located("test"),
    **{name: Text("-") for name in ("title", "content_note", "disclosure", "summary", "closing")},
    scenes=tuple(
        Scene(id=Located(name), title=Text("-"), art=Located("a"), describe=Text("-"), lines=(Text("A lamp."),))
        for name in ("one", "two")
    ),
)
TIMES = plan([STORY])
Tone = Callable[..., Path]


def run(*arguments: str) -> bytes:
    command = [ffmpeg(), "-hide_banner", "-loglevel", "error", "-y", *arguments]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawn film of two scenes, of one grey, as long as they last."""
    target = tmp_path_factory.mktemp("film") / "film.mp4"
    small = replace(DRAFT, width=32, height=18)
    frame = bytes([90, 90, 90, 255]) * (32 * 18)
    encode((frame for _ in range(round(TIMES.duration_s * small.fps))), small, target, ffmpeg(), [4.0])
    return target


@pytest.fixture
def home(silent: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    shutil.copy(silent, folder / "film.mp4")
    return folder


@pytest.fixture
def tone(home: Path) -> Tone:
    """Return a function that records a tone of some seconds and loudness, with a second of silence on either side."""

    def record(scene: str, seconds: float, language: str = "nl", *, volume: float = 0.1, kind: str = "wav") -> Path:
        target = home / "narration" / language / f"{scene}.{kind}"
        target.parent.mkdir(parents=True, exist_ok=True)
        around = "adelay=1000,apad=pad_dur=1"
        run("-f", "lavfi", "-i", f"sine=440:d={seconds}", "-af", f"volume={volume},{around}", str(target))
        return target

    return record


def heard(path: Path) -> np.ndarray:  # type: ignore[type-arg]
    """Return how loud a film is in each tenth of a second."""
    raw = run("-i", str(path), "-vn", "-ac", "1", "-ar", "8000", "-f", "s16le", "-")
    samples = np.frombuffer(raw, np.int16).astype(float)
    return np.sqrt((samples[: len(samples) // 800 * 800].reshape(-1, 800) ** 2).mean(axis=1))


def codes(home: Path, story: Story = STORY) -> list[str]:
    return [each.code for each in narration.check(story, ["en", "nl"], home)]


def test_each_voice_is_trimmed_levelled_and_heard_in_its_own_scene(home: Path, tone: Tone) -> None:
    tone("one", 1.5, volume=0.02)
    tone("two", 1.0, volume=0.5, kind="m4a")
    before = (home / "film.mp4").read_bytes()
    assert narration.narrate(STORY, TIMES, home) == (("nl",), ())
    assert codes(home) == []
    loud = heard(home / "film.nl.mp4")
    spoken = [round(number / 10, 1) for number, level in enumerate(loud) if level > 300]
    first, second = (time.lines[0].start for time in TIMES.scenes)
    one, two = ([at for at in spoken if at < 4], [at for at in spoken if at >= 4])
    assert (min(one), max(one)) == (pytest.approx(first, abs=0.25), pytest.approx(first + 1.5, abs=0.35))
    assert (min(two), max(two)) == (pytest.approx(second, abs=0.25), pytest.approx(second + 1.0, abs=0.35))
    ends = [loud[round(10 * (start + 0.6))] for start in (first, second)]
    assert ends[0] == pytest.approx(ends[1], rel=0.3)  # one was recorded 28 dB softer
    # The pictures are those of the silent film, and nothing else came along.
    read, silent = boxes.read((home / "film.nl.mp4").read_bytes()), boxes.read(before)
    assert (read.remains, read.has_sound, silent.has_sound, read.is_fast_start) == ((), True, False, True)
    assert read.picture
    assert silent.picture
    assert read.picture.sizes == silent.picture.sizes
    assert (home / "film.mp4").read_bytes() == before


def test_a_voice_that_is_too_long_is_told_with_the_seconds_and_nothing_is_made(home: Path, tone: Tone) -> None:
    tone("one", 1)
    tone("two", 5)
    made, problems = narration.narrate(STORY, TIMES, home)
    assert (made, [each.code for each in problems]) == ((), ["V072"])
    room = TIMES.scenes[1].end - TIMES.scenes[1].lines[0].start - 0.2
    assert f"room for {room:.1f} s" in problems[0].message
    over = float(problems[0].remedy.split()[2])
    assert over == pytest.approx(5 - room, abs=0.4)
    assert problems[0].place.file == "narration/nl/two.wav"
    assert sorted(path.name for path in home.iterdir()) == ["film.mp4", "narration"]


def test_a_recording_without_a_voice_is_told(home: Path, tone: Tone) -> None:
    tone("one", 1, volume=0.0)
    tone("two", 1).write_bytes(b"no sound")
    _, problems = narration.narrate(STORY, TIMES, home)
    assert [each.code for each in problems] == ["V074", "V074"]
    assert "it is silent" in problems[0].message


def fake(home: Path, *names: str) -> None:
    for name in names:
        path = home / "narration" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sound")


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("nl/one.wav", "nl/two.wav", "nl/three.wav"), "V070"),
        (("fr/one.wav", "fr/two.wav"), "V070"),
        (("nl/one.wav",), "V071"),
        (("nl/one.wav", "nl/two.wav"), "V073"),
        (("nl/one.wav", "nl/one.m4a", "nl/two.wav"), "V076"),
    ],
)
def test_recordings_that_are_of_no_use_yet_are_told(names: tuple[str, ...], code: str, home: Path) -> None:
    fake(home, *names)
    assert code in codes(home)
    assert codes(home, replace(STORY, filmed=Filmed(seconds=8))) == ["V075"]


def lock(home: Path, language: str) -> None:
    """Say in narration.lock that the film with a voice was made from all that is here."""
    voice = narration._voice(home, language, (home / f"film.{language}.mp4").read_bytes())
    told = {language: {"film": voice.film, "recordings": voice.recordings, "made": voice.made}}
    (home / "narration.lock").write_text(json.dumps(told))


@pytest.mark.parametrize("changed", ["film.mp4", "film.nl.mp4", "narration/nl/one.wav", "narration.lock"])
def test_a_voice_of_yesterday_is_not_shown_and_told(changed: str, home: Path) -> None:
    fake(home, "nl/one.wav", "nl/two.wav")
    shutil.copy(home / "film.mp4", home / "film.nl.mp4")
    lock(home, "nl")
    assert (codes(home), narration.voiced(home, "nl")) == ([], home / "film.nl.mp4")
    (home / changed).write_bytes(b"{}")
    assert (codes(home), narration.voiced(home, "nl")) == (["V073"], None)


def test_a_new_recording_beside_the_old_one_makes_no_film_until_one_is_kept(home: Path, tone: Tone) -> None:
    tone("one", 1)
    tone("two", 1)
    tone("two", 0.5, kind="m4a")
    assert (narration.narrate(STORY, TIMES, home), codes(home)) == (((), ()), ["V076"])
    assert sorted(path.name for path in home.iterdir()) == ["film.mp4", "narration"]


@pytest.mark.parametrize("fails_at", ["-f wav", "-c:v copy"])
def test_where_ffmpeg_breaks_off_the_old_voice_stays(
    fails_at: str, home: Path, tone: Tone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk: a part of the file is there, and only the exit status says that it is not whole."""
    tone("one", 1)
    tone("two", 1)
    program = tmp_path / "ffmpeg"
    program.write_text(
        f"""#!/bin/sh
case "$*" in *"{fails_at}"*) for last; do :; done; echo a part > "$last"; echo No space left >&2; exit 1;; esac
exec {ffmpeg()} "$@"
"""
    )
    program.chmod(0o755)
    (home / "film.nl.mp4").write_bytes(b"the old voice")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    with pytest.raises(OutsideMissing, match="Putting a voice to a film failed: No space left"):
        narration.narrate(STORY, TIMES, home)
    assert (home / "film.nl.mp4").read_bytes() == b"the old voice"
    assert sorted(path.name for path in home.iterdir()) == ["film.mp4", "film.nl.mp4", "narration"]


def test_a_story_without_its_film_gets_no_voice_and_is_told(
    make_course: MakeCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "told")
    home = folder / "stories" / "window"
    fake(home, "en/window.wav")
    (home / "film.mp4").unlink()
    with pytest.raises(SystemExit) as ended:
        main(["film", "narrate", "window", "--course", str(folder)])
    assert ended.value.code == FAULTY
    said = capsys.readouterr().err
    assert "V041" in said
    assert "film.mp4 not found" in said


def test_a_package_of_one_language_carries_its_own_voice(make_course: MakeCourse, home: Path) -> None:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "told")
    story = folder / "stories" / "window"
    fake(story, "en/window.wav")
    shutil.copy(home / "film.mp4", story / "film.en.mp4")
    lock(story, "en")
    page = folder / "parts" / "01-start" / "welcome.md"
    page.write_text(page.read_text() + "\n::story window\n")
    examined = seemenow.pipeline.examine(folder, resources.assets())
    package = seemenow.pipeline.package(examined, "en", "all", folder, resources.assets())
    films = [data for name, data in package.files.items() if name.endswith(".mp4")]
    assert films == [story / "film.en.mp4"]
    (html,) = [data for name, data in package.files.items() if name == "index.html"]
    assert isinstance(html, bytes)
    assert b"Drawn film with a voice" in html
    assert b'data-film-toggle="sound"' in html
    (story / "narration.lock").unlink()
    silent = seemenow.pipeline.package(examined, "en", "all", folder, resources.assets())
    assert story / "film.mp4" in silent.files.values()


def test_the_command_makes_what_is_whole_and_says_what_is_not(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "told")

    def narrated(_story: Story, _times: Timeline, _home: Path) -> object:
        return ("en",), ()

    monkeypatch.setattr(narration, "narrate", narrated)
    for arguments, status in ((["window"], FINE), (["door"], FAULTY)):
        with pytest.raises(SystemExit) as ended:
            main(["film", "narrate", *arguments, "--course", str(folder)])
        assert ended.value.code == status
    said = capsys.readouterr()
    assert "window: a voice in en" in said.out
    assert "C003" in said.err


def test_without_ffmpeg_it_is_told_what_it_is_wanted_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/no/such/ffmpeg")
    with pytest.raises(OutsideMissing, match="Putting a voice to a film needs ffmpeg"):
        narration.narrate(STORY, TIMES, home)
