"""Keeps what was worked out (``remembered``) between runs, in one file of the reader's own cache folder.

Losing it costs time and nothing else: a file that is missing, damaged or from another version is begun anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import uuid
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .remembered import answers

# Those whose answers are remembered; what another version of them says may differ.
LIBRARIES = ("jinja2", "markdown-it-py", "nh3", "polib")
MOST_BYTES = 32_000_000


@cache
def recall() -> None:
    """Bring back what earlier runs have worked out, once in a process."""
    try:
        known = marshal.loads(_file().read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return
    if isinstance(known, dict):
        for kind, own in known.items():
            answers.setdefault(kind, {}).update(own)
        _kept.append(_count())


def keep() -> None:
    """Keep what is new. A folder that cannot be written in keeps nothing, and nobody is troubled with it."""
    if _kept[-1:] == [_count()]:
        return
    data = marshal.dumps(answers)
    file = _file()
    aside = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for other in file.parent.glob("remembered-*"):
            if other != file:
                other.unlink(missing_ok=True)
        aside.write_bytes(data if len(data) <= MOST_BYTES else marshal.dumps({}))
        aside.replace(file)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    _kept.append(_count())


def forget() -> None:
    """Begin as a new process does; what lies on the disk stays."""
    _kept.clear()
    recall.cache_clear()
    _file.cache_clear()


_kept: list[int] = []


def _count() -> int:
    return sum(map(len, answers.values()))


@cache
def _file() -> Path:
    folder = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(folder) / "see-me-now" / f"remembered-{_program()}"


def _program() -> str:
    """Return a short hash of what works things out: this program, Python, and the libraries."""
    told = hashlib.sha256(" ".join([sys.version, *map(version, LIBRARIES)]).encode())
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        told.update(source.read_bytes())
    return told.hexdigest()[:16]
