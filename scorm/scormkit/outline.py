"""The little that every standard needs to know of a package with one activity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[a-z0-9._-]+")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,31}")

TITLE_LIMIT = 60  # longer titles are cut in the menus of several LMSs
VERSION_LIMIT = 20  # IMS CP 1.1.2, attribute version


@dataclass(frozen=True, kw_only=True)
class Outline:
    """One package: ``launch`` is the file that an LMS opens, ``files`` are all its files.

    ``files`` leaves out what the format itself adds: the manifest and the control documents.
    LMSs key a learner's record by ``identifier``: it must stay the same in every version.
    """

    identifier: str
    title: str
    language: str
    version: str
    launch: str
    files: tuple[str, ...]


def require_sound(outline: Outline) -> None:
    """Raise ValueError with every reason why no package may be written from this outline.

    An author cannot cause these: a builder that hands over such an outline has a mistake of its own.
    """
    faults = list(_faults(outline))
    if faults:
        raise ValueError("; ".join(faults))


def _faults(outline: Outline) -> Iterator[str]:
    if not _IDENTIFIER.fullmatch(outline.identifier):
        yield f"identifier {outline.identifier!r} is not an ASCII NCName of at most 32 characters"
    if not outline.title.strip() or len(outline.title) > TITLE_LIMIT:
        yield f"title {outline.title!r} is empty or longer than {TITLE_LIMIT} characters"
    # Moodle 4.5 loses white space beside the entities that these three need.
    if set("&<>") & set(outline.title):
        yield f"title {outline.title!r} has one of & < >"
    if not outline.version or len(outline.version) > VERSION_LIMIT:
        yield f"version {outline.version!r} is empty or longer than {VERSION_LIMIT} characters"
    for name in outline.files:
        if not _NAME.fullmatch(name) or name.startswith("."):
            yield f"file name {name!r} has more than a-z 0-9 . _ - or begins with a dot"
    if len(set(outline.files)) != len(outline.files):
        yield "a file is named twice"
    if outline.launch not in outline.files:
        yield f"launch file {outline.launch!r} is not among the files"
