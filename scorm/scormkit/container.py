"""Read a stranger's zip in memory: nothing is unpacked, and nothing large is believed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scormkit import entries
from scormkit.problems import Problem
from scormkit.rules import entry, problem

# Caps of this program, no rule of a standard: far above any package an LMS takes, and read in seconds.
MEMBERS = 12_000
DIRECTORY_BYTES = 8 << 20
TOTAL_BYTES = 2 << 30
BOMB_BYTES = 64 << 20
BOMB_RATIO = 200

_CHUNK = 1 << 20
_END_BYTES = 22 + 65_535  # the record that ends a zip, with the longest comment

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    IndexError,
    RuntimeError,
)


@dataclass(frozen=True, kw_only=True)
class Container:
    """The files of a zip whose names are sound, by name. ``damaged`` ones cannot be read."""

    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]
    damaged: frozenset[str]

    def size(self, name: str) -> int:
        return self.members[name].file_size

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the content of a file, or None when it is damaged, encrypted or larger than ``limit``."""
        if name in self.damaged or self.size(name) > limit:
            return None
        with self.archive.open(self.members[name]) as member:
            return member.read(limit)

    def close(self) -> None:
        self.archive.close()


def open_container(path: Path) -> tuple[Container | None, tuple[Problem, ...]]:
    """Return the files of the zip, or None when it is none or not safe to read, and every fault of the zip itself."""
    try:
        if _directory_bytes(path) > DIRECTORY_BYTES:
            return None, (problem("P004", limit=MEMBERS),)
        archive = zipfile.ZipFile(path)
    except OSError as error:
        return None, (problem("P001", reason=error.strerror or error),)
    except _UNREADABLE as error:
        return None, (problem("P002", reason=error),)
    refused = tuple(_refusals(archive.infolist()))
    if refused:
        archive.close()
        return None, refused
    return _examined(archive)


def _directory_bytes(path: Path) -> int:
    """Return how long the zip's directory claims to be, before anything is read from it; 0 when there is none."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        file.seek(max(0, length - _END_BYTES))
        tail = file.read()
    start = tail.rfind(b"PK\5\6")
    return struct.unpack_from("<L", tail, start + 12)[0] if 0 <= start <= len(tail) - 22 else 0


def _refusals(infos: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Yield why this zip is not read at all."""
    if len(infos) > MEMBERS:
        yield problem("P004", limit=MEMBERS)
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if total > TOTAL_BYTES or (total > BOMB_BYTES and total > BOMB_RATIO * packed):
        yield problem("P005", size=total, packed=packed)


def _examined(archive: zipfile.ZipFile) -> tuple[Container, tuple[Problem, ...]]:
    infos = archive.infolist()
    problems = [*entries.faults(infos), *_clashes(infos)]
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if not info.filename.endswith("/") and entries.is_sound(info):
            members.setdefault(entries.name(info), info)
    damaged = set()
    for name, info in members.items():
        reason = _damage(archive, info)
        if reason is None:
            continue
        damaged.add(name)
        if reason:
            problems.append(problem("P003", entry(name), name=name, reason=reason))
    return Container(archive=archive, members=members, damaged=frozenset(damaged)), tuple(problems)


def _clashes(infos: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    names = Counter(entries.name(info) for info in infos)
    for name, count in names.items():
        if count > 1:
            yield problem("P010", entry(name), name=name, count=count)
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(entries.folded(name), name)
        if other != name:
            yield problem("P011", entry(name), name=name, other=other)


def _damage(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str | None:
    """Return why a member cannot be read: None if it can, empty if ``entries.faults`` says it already."""
    if not entries.is_readable(info):
        return ""
    try:
        with archive.open(info) as member:
            while member.read(_CHUNK):
                pass
    except _UNREADABLE as error:
        return str(error) or type(error).__name__
    return None
