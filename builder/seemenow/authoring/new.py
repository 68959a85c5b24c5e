"""Begin a course: a small whole one, in English or Dutch, with remarks that teach."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from ..structure import ID

LANGUAGES = ("en", "nl")
# What stands in the templates in place of the course's own id and title.
TEMPLATE_ID = "new-course"
TEMPLATE_TITLES = {"en": "A new course", "nl": "Een nieuwe cursus"}
TITLE_LIMIT = 60


def identity(words: str, taken: frozenset[str] = frozenset(), otherwise: str = "course", limit: int = 28) -> str:
    """Return an id made of ``words`` that is not ``taken``: ``Wat zie je?`` gives ``wat-zie-je``."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")[:limit].rstrip("-") or otherwise
    assert ID.fullmatch(name)
    numbered = (f"{name[: limit - 1 - len(str(n))]}-{n}" for n in range(2, 10_000))
    return next(each for each in (name, *numbered) if each not in taken)


def title_of(name: str) -> str:
    """Return the title for a course that is called ``name``: ``my-course`` becomes ``My course``."""
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def unfit(title: str) -> str | None:
    """Return why a course cannot be called this, if it cannot."""
    if not any(each.isalnum() for each in title):
        return "it has no letters"
    if len(title) > TITLE_LIMIT:
        return f"it has more than {TITLE_LIMIT} characters"
    if set('&<>"\\') & set(title) or not title.isprintable():
        return 'it has one of & < > " \\'
    return None


def begin(folder: Path, templates: Path, *, language: str, title: str, more: Mapping[str, str] = {}) -> tuple[str, ...]:
    """Write a new course into ``folder``, whole or not at all, and return the names of its files.

    ``more``: other files by name, such as settings of an editor; they are not among the names.
    Raises FileExistsError when something stands there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(17, "something stands there already; choose another name", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=folder.parent) as aside:
        made = Path(aside) / "course"
        shutil.copytree(templates / language, made)
        for path in made.rglob("*.*"):
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                for words in TEMPLATE_TITLES.values():
                    text = text.replace(words, title)
                path.write_text(text.replace(TEMPLATE_ID, identity(title)), encoding="utf-8")
        names = tuple(sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()))
        for name, text in more.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_text(text, encoding="utf-8")
        if folder.is_dir():  # it may be the one somebody stands in, so it stays
            for each in made.iterdir():
                each.replace(folder / each.name)
        else:
            made.replace(folder)
    return names
