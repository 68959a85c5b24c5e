"""What many tests need: courses on disk, made of the smallest one and what a test changes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from seemenow.film import lock
from seemenow.film.lock import FilmFacts, filmed_fingerprint, lock_text
from seemenow.film.timeline import can_plan
from seemenow.load import load

TESTS = Path(__file__).parent
MINIMAL = TESTS / "courses" / "minimal"
ROOT = TESTS.parent
# What is told is compared in English, also on a computer that is set to Dutch.
os.environ["SEEMENOW_LANG"] = "en"
# The same examples every time, so that what fails in one place fails everywhere; EXAMPLES asks for others.
settings.register_profile("same", derandomize=True)
if "EXAMPLES" not in os.environ:
    settings.load_profile("same")

MakeCourse = Callable[..., Path]


@pytest.fixture
def make_course(tmp_path: Path) -> MakeCourse:
    """Return a function that writes the smallest course, with ``files`` put over it and ``removed`` taken away."""

    def make(
        files: Mapping[str, str | bytes] | None = None,
        *,
        overlay: Path | tuple[Path, ...] = (),
        removed: tuple[str, ...] = (),
        name: str = "course",
    ) -> Path:
        folder = tmp_path / name
        shutil.copytree(MINIMAL, folder)
        for layer in overlay if isinstance(overlay, tuple) else (overlay,):
            if layer.is_dir():
                shutil.copytree(layer, folder, dirs_exist_ok=True)
        for name, content in (files or {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        for name in removed:
            (folder / name).unlink()
        give_films(folder)
        return folder

    return make


def give_films(folder: Path) -> None:
    """Put a stand-in film, with a true lock, beside each story that can be told."""
    course = load(folder).course
    for story in course.stories if course else ():
        if can_plan(story):
            home = folder / "stories" / story.id
            drawn = "" if story.filmed else lock.fingerprint([story], ROOT / "assets" / "art")
            facts = FilmFacts(
                fingerprint=drawn or filmed_fingerprint(STAND_IN),
                seconds=story.filmed.seconds if story.filmed else 4,
                width=1280,
                height=720,
                bytes=len(STAND_IN),
            )
            for name, data in ((lock.FILM, STAND_IN), (lock.POSTER, PICTURE)):
                if not (home / name).is_file():
                    (home / name).write_bytes(data)
            if not (home / lock.LOCK).is_file():
                (home / lock.LOCK).write_text(lock_text(facts), encoding="utf-8")


def box(kind: str, *inside: bytes) -> bytes:
    """Return a box of an MP4."""
    data = b"".join(inside)
    return (len(data) + 8).to_bytes(4, "big") + kind.encode("latin-1") + data


def _full(kind: str, *numbers: int) -> bytes:
    return box(kind, bytes(4), *(number.to_bytes(4, "big") for number in numbers))


def stand_in() -> bytes:
    """Return the smallest MP4 that is whole: one picture of four bytes, 1280 by 720, at one a second."""
    head = box("ftyp", b"isom", bytes(4))
    settings = box("avcC", bytes.fromhex("014d4015ffe100"))
    picture = bytes(24) + (1280).to_bytes(2, "big") + (720).to_bytes(2, "big") + bytes(50)
    entry = box("avc1", picture, settings)
    described = box("stsd", bytes(7) + b"\1", entry)
    upright = b"".join(number.to_bytes(4, "big") for number in (65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30))

    def film_at(place: int) -> bytes:
        samples = box(
            "stbl",
            *(described, _full("stts", 1, 1, 25), _full("stss", 1, 1), _full("stsc", 1, 1, 1, 1)),
            *(_full("stsz", 0, 1, 6), _full("stco", 1, place)),
        )
        place_of = box("dinf", box("dref", bytes(7) + b"\1" + box("url ", bytes(3) + b"\1")))
        inside = box("minf", box("vmhd", bytes(12)), place_of, samples)
        kind = box("hdlr", bytes(8), b"vide", bytes(12), b"VideoHandler\0")
        track = box(
            "trak", box("tkhd", bytes(40), upright, bytes(8)), box("mdia", _full("mdhd", 0, 0, 25, 25, 0), kind, inside)
        )
        return head + box("moov", box("mvhd", bytes(100)), track)

    start = len(film_at(0)) + 8
    return film_at(start) + box("mdat", (2).to_bytes(4, "big") + b"\x65\x88")


STAND_IN = stand_in()
PICTURE = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """Return one file of the smallest course with ``old`` replaced by ``new``."""
    text = (MINIMAL / name).read_text(encoding="utf-8")
    assert old in text, f"{name} of the smallest course has no {old!r} any more"
    return {name: text.replace(old, new, 1)}
