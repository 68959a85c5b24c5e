"""What many tests need: courses on disk, made of the smallest one and what a test changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from seemenow import film
from seemenow.film import FilmFacts
from seemenow.film.lock import lock_text
from seemenow.load import load

TESTS = Path(__file__).parent
MINIMAL = TESTS / "courses" / "minimal"
ROOT = TESTS.parent

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
    """Put a stand-in film of four bytes, with a true lock, beside each story that can be told."""
    course = load(folder).course
    for story in course.stories if course else ():
        if story.scenes and all(scene.lines for scene in story.scenes):
            home = folder / "stories" / story.id
            facts = FilmFacts(
                fingerprint=film.fingerprint([story], ROOT / "assets" / "art"),
                seconds=4,
                width=1280,
                height=720,
                bytes=4,
            )
            (home / film.FILM).write_bytes(b"film")
            (home / film.POSTER).write_bytes(b"picture")
            (home / film.LOCK).write_text(lock_text(facts), encoding="utf-8")


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """Return one file of the smallest course with ``old`` replaced by ``new``."""
    text = (MINIMAL / name).read_text(encoding="utf-8")
    assert old in text, f"{name} of the smallest course has no {old!r} any more"
    return {name: text.replace(old, new, 1)}
