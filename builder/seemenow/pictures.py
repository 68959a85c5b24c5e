"""Find the pictures of questions, and say how large they are and which are missing (Q011)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from scormkit.problems import Problem

from .catalogue import problem
from .model import Course
from .structure import near

SUFFIXES = (".svg", ".png", ".jpg", ".webp")
VIEW_BOX = re.compile(r'viewBox="[-0-9.]+ [-0-9.]+ ([0-9.]+) ([0-9.]+)"')


def faults(course: Course, folder: Path, assets: Path) -> Iterator[Problem]:
    """Yield Q011 for each picture that is neither a drawing nor a file of the course."""
    drawings = sorted(path.stem for path in (assets / "art").glob("*.svg"))
    own = sorted(path.name for path in (folder / "pictures").glob("*") if path.suffix in SUFFIXES)
    asked = [(each.picture, str(each.id)) for quiz in course.quizzes for each in quiz.questions]
    hung = [(course.kit.poster.picture, "poster")] if course.kit else []
    for picture, where in (*asked, *hung):
        name = picture.file if picture else None
        if name and name not in drawings + own:
            values = {"file": name, "question": where, "known": ", ".join(drawings)}
            yield problem("Q011", name.place, near=near(name, drawings + own), **values)


def find(name: str, folder: Path, assets: Path) -> Path:
    """Return the file of a picture: a drawing has no suffix in its name."""
    return folder / "pictures" / name if name.endswith(SUFFIXES) else assets / "art" / f"{name}.svg"


def size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels, so that the page can keep the place free."""
    if path.suffix != ".svg":
        with Image.open(path) as image:
            return image.size
    match = VIEW_BOX.search(path.read_text(encoding="utf-8")[:1000])
    return (round(float(match[1])), round(float(match[2]))) if match else (16, 9)
