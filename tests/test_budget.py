"""The budget of a package: films become smaller step by step, all alike, never below what can be looked at."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from seemenow import pipeline, present, resources
from seemenow.film import boxes, budget, lock, smaller
from seemenow.film.lock import lock_text
from seemenow.outside import OutsideMissing, ffmpeg
from seemenow.pipeline import Built

from .conftest import STAND_IN, MakeCourse

SMALL = (
    smaller.Step(name="180p, lighter", side=180, crf=30),
    smaller.Step(name="90p", side=90, crf=32),
)
SECONDS = 1


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of two seconds with sound that is hard to make small, as clips of dark rooms are."""
    home = tmp_path_factory.mktemp("story")
    target = home / "film.mp4"
    noise = f"testsrc2=s=192x108:r=25:d={SECONDS},noise=alls=40:allf=t"
    command = [ffmpeg(), "-hide_banner", "-loglevel", "error", "-y", "-f", "lavfi", "-i", noise]
    command += ["-f", "lavfi", "-i", f"sine=440:d={SECONDS}", "-c:v", "libx264", "-profile:v", "main", "-crf", "20"]
    command += ["-pix_fmt", "yuv420p", "-preset", "ultrafast", "-c:a", "aac", "-ac", "1", "-b:a", "96k"]
    subprocess.run([*command, "-map_metadata", "-1", "-fflags", "+bitexact", str(target)], check=True, timeout=60)
    return target


@pytest.fixture(autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("SEEMENOW_CACHE", str(folder))
    return folder


def size(path: Path) -> int:
    return path.stat().st_size


def test_films_that_fit_are_left_as_they_were_made_and_ask_for_nothing(
    noisy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/no/such/ffmpeg")
    fitted = smaller.fit({noisy: True}, size(noisy))
    assert (fitted.files, fitted.step) == ({noisy: noisy}, smaller.AS_MADE)


def test_the_ladder_is_gone_down_only_as_far_as_needed_and_ends_at_a_rate(noisy: Path, store: Path) -> None:
    told: list[str] = []
    first = smaller.fit({noisy: True}, size(noisy) - 1, steps=SMALL, told=told.append)
    assert first.step == "180p, lighter"
    second = smaller.fit({noisy: True}, size(first.files[noisy]) - 1, steps=SMALL, told=told.append)
    assert second.step == "90p"
    picture = boxes.read(second.files[noisy].read_bytes()).picture
    assert picture
    assert (picture.height, picture.profile, len(picture.steps)) == (90, 77, 1)
    room = round((smaller.DRAWN_BPS + smaller.SOUND_BPS) * SECONDS / 8 / smaller.FRAME) + 3_000
    if room < size(second.files[noisy]):
        third = smaller.fit({noisy: True}, room, steps=SMALL, told=told.append)
        assert third.step.startswith("90p at ")
        assert size(third.files[noisy]) <= room
    for made in (first, second):
        read = boxes.read(made.files[noisy].read_bytes())
        assert (read.remains, read.has_sound, read.is_fast_start) == ((), True, True)
    assert told[:2] == [f"Making {noisy.parent.name} smaller: {name}" for name in ("180p, lighter", "90p")]
    assert len(list((store / "films").iterdir())) == len(told)


def test_at_the_last_step_a_film_meets_its_rate_and_never_more(noisy: Path) -> None:
    room = round(size(noisy) * 0.6)
    last = (replace(SMALL[0], crf=1),)
    fitted = smaller.fit({noisy: True}, room, steps=last)
    assert fitted.step.startswith("180p at ")
    assert room * 0.6 < size(fitted.files[noisy]) <= room


@pytest.mark.parametrize(("is_drawn", "least"), [(True, smaller.DRAWN_BPS), (False, smaller.FILMED_BPS)])
def test_below_what_can_be_looked_at_a_film_is_refused_before_anything_is_made(
    is_drawn: bool, least: int, noisy: Path, store: Path
) -> None:
    needed = (least + smaller.SOUND_BPS) * SECONDS / 8 / smaller.FRAME
    with pytest.raises(smaller.TooSmall) as raised:
        smaller.fit({noisy: is_drawn}, int(needed) - 1000)
    assert raised.value.needed == pytest.approx(needed, rel=0.03)
    assert not (store / "films").exists()


def test_what_was_made_once_needs_no_ffmpeg_again(noisy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = smaller.fit({noisy: True}, size(noisy) - 1, steps=SMALL)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/no/such/ffmpeg")
    assert smaller.fit({noisy: True}, size(noisy) - 1, steps=SMALL) == first
    with pytest.raises(OutsideMissing, match="Making films small enough for budget_mb needs ffmpeg"):
        smaller.fit({noisy: False}, size(noisy) - 1, steps=SMALL)


# --- a course with a budget ---------------------------------------------------------------------

Make = Callable[[float], tuple[Path, list[str]]]


@pytest.fixture
def told_course(make_course: MakeCourse, noisy: Path) -> Path:
    folder = make_course(overlay=Path(__file__).parent / "courses" / "told")
    home = folder / "stories" / "window"
    (home / "film.mp4").write_bytes(noisy.read_bytes())
    facts = lock.read_lock(home)
    assert facts
    (home / "film.lock").write_text(lock_text(replace(facts, bytes=size(noisy))))
    page = folder / "parts" / "01-start" / "welcome.md"
    page.write_text(page.read_text() + "\n::story window\n")
    return folder


def built(folder: Path, budget_mb: float | None, said: list[str]) -> Built:
    course = folder / "course.yaml"
    lines = [line for line in course.read_text().splitlines() if not line.startswith("budget_mb")]
    course.write_text("\n".join([*lines, *([f"budget_mb: {budget_mb}"] if budget_mb else [])]) + "\n")
    out = folder.parent / "out"
    return pipeline.build(folder, resources.assets(), out, formats=("scorm12",), progress=said.append)


def test_a_build_says_what_each_film_costs_and_keeps_to_its_budget(
    told_course: Path, noisy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    (whole,) = built(told_course, None, said).artifacts
    assert size(whole.file) == budget.bytes_of(whole.package)
    assert said[-2].startswith("minimal-1.0.0-en-scorm12.zip: ")
    assert said[-1].split(maxsplit=2)[2] == "window, as it was made"
    limit = (size(whole.file) - 1000) / budget.MB
    (fitted,) = built(told_course, limit, said).artifacts
    assert size(fitted.file) <= limit * budget.MB
    assert said[-1].split(maxsplit=2)[2] == "window, 720p, lighter"
    (cost,) = present.artifact_value(fitted)["films"]
    assert (cost["story"], cost["step"]) == ("window", "720p, lighter")
    assert cost["bytes"] < size(noisy)
    # Nothing else has changed but the film, and so the names that go with it.
    assert len(fitted.package.files) == len(whole.package.files)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/no/such/ffmpeg")
    assert built(told_course, limit, said).artifacts[0].sha256 == fitted.sha256


def test_a_budget_that_cannot_be_met_stops_the_build_and_says_what_is_needed(told_course: Path) -> None:
    done = built(told_course, 0.05, [])
    (fault,) = [each for each in done.problems if each.severity == "error"]
    assert (fault.code, fault.place.file, done.artifacts) == ("V080", "course/course.yaml", ())
    assert "needs at least" in fault.message
    assert "for films at their smallest" in fault.message


def test_without_ffmpeg_a_build_says_why_its_films_cannot_become_smaller(
    told_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (whole,) = built(told_course, None, []).artifacts
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/no/such/ffmpeg")
    done = built(told_course, (size(whole.file) - 1000) / budget.MB, [])
    (fault,) = [each for each in done.problems if each.severity == "error"]
    assert fault.code == "V081"
    assert "Making films small enough for budget_mb needs ffmpeg" in fault.message
    assert "pip install" in fault.remedy


def test_the_stand_in_of_tests_is_a_film_like_others(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(STAND_IN)
    assert smaller.fit({tmp_path / "film.mp4": True}, 10_000).step == smaller.AS_MADE
