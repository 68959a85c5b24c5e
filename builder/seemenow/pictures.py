"""Find the pictures of questions; say how large they are, and which are missing (Q011) or cannot be used (Q021)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scormkit.problems import Problem

from .catalogue import problem
from .check import wording
from .model import Course, Located
from .structure import near
from .theme.theme_file import pixels_fault, svg_fault, svg_words

SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
LARGEST_MB = 2  # more takes a phone in a school too long
WIDEST_PX = 4000
MANY = 12  # drawings named as examples
VIEW_BOX = re.compile(r'viewBox="[-0-9.]+ [-0-9.]+ ([0-9.]+) ([0-9.]+)"')


def faults(course: Course, folder: Path, assets: Path) -> Iterator[Problem]:
    """Yield Q011 for each picture that is neither a drawing nor a file of the course."""
    drawings = sorted(path.stem for path in (assets / "art").glob("*.svg"))
    own = sorted(path.name for path in (folder / "pictures").glob("*") if path.name.lower().endswith(SUFFIXES))
    asked = [(each.picture, str(each.id)) for quiz in course.quizzes for each in quiz.questions]
    hung = [(course.kit.poster.picture, "poster")] if course.kit else []
    for picture, where in (*asked, *hung):
        name = picture.file if picture else None
        if name and "/" not in name and name not in own and (folder / "pictures" / name).is_file():
            limits = {"limit": LARGEST_MB, "pixels": WIDEST_PX}
            yield problem("Q021", name.place, file=name, question=where, reason="its kind is not read", **limits)
        elif name and name not in drawings + own:
            known = ", ".join(drawings[:MANY]) + (" …" if drawings[MANY:] else "")
            values = {"file": name, "question": where, "known": known}
            meant = next((each for each in own if each.lower() == name.lower()), name)
            yield problem("Q011", name.place, near=near(meant, drawings + own), **values)
        elif name and name in own and (reason := _unfit(folder / "pictures" / name)):
            limits = {"limit": LARGEST_MB, "pixels": WIDEST_PX}
            yield problem("Q021", name.place, file=name, question=where, reason=reason, **limits)
        elif name and name in own and name.lower().endswith(".svg"):
            said = [Located(words, name.place) for words in svg_words((folder / "pictures" / name).read_bytes())]
            found = (
                each for language in course.languages for each in wording.never(said, wording.read(assets, language))
            )
            yield from {each.message: each for each in found}.values()


def _unfit(path: Path) -> str:
    """Return why a picture cannot be used; nothing when it can. Nothing in it is run."""
    size_mb = path.stat().st_size / 1_000_000
    if size_mb > LARGEST_MB:
        return f"it is {size_mb:.0f} MB large"
    if path.suffix.lower() == ".svg":
        return svg_fault(path.read_bytes())
    return pixels_fault(path.read_bytes(), ("PNG", "JPEG", "WEBP"), WIDEST_PX, "it cannot be read as a picture")


def find(name: str, folder: Path, assets: Path) -> Path:
    """Return the file of a picture: a drawing has no suffix in its name."""
    return folder / "pictures" / name if name.lower().endswith(SUFFIXES) else assets / "art" / f"{name}.svg"


def size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels, so that the page can keep the place free."""
    if path.suffix.lower() != ".svg":
        from PIL import Image  # most courses have drawings alone, and need not wait for it

        with Image.open(path) as image:
            return image.size
    match = VIEW_BOX.search(path.read_text(encoding="utf-8")[:1000])
    return (round(float(match[1])), round(float(match[2]))) if match else (16, 9)
