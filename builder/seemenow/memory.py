"""Keeps what was worked out (``remembered``) between runs, in one file of the reader's own cache folder.

Losing it costs time and nothing else: a file that is missing, damaged or from another version is begun anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .remembered import answers, fresh

# Those whose answers are remembered; what another version of them says may differ.
LIBRARIES = ("jinja2", "markdown-it-py", "nh3", "polib")
MOST_BYTES = 32_000_000
LENGTH = 8


@cache
def recall() -> None:
    """Bring back what earlier runs have worked out, once in a process."""
    file = _file()
    try:
        if file.stat().st_size > MOST_BYTES:
            file.unlink()
        _take_in(memoryview(file.read_bytes()))
    except (ValueError, TypeError, EOFError, AttributeError):
        with suppress(OSError):
            file.unlink(missing_ok=True)
    except OSError:
        return


def _take_in(data: memoryview) -> None:
    """Read what one run after the other has added: its length, then what it is."""
    while data:
        length = int.from_bytes(data[:LENGTH], "big")
        for kind, known in marshal.loads(data[LENGTH : LENGTH + length]).items():
            answers.setdefault(kind, {}).update(known)
        data = data[LENGTH + length :]


def keep() -> None:
    """Add what is new. A folder that cannot be written in keeps nothing, and nobody is troubled with it."""
    if not fresh:
        return
    file = _file()
    with suppress(OSError):
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            for other in file.parent.glob("remembered-*"):
                other.unlink(missing_ok=True)
        with file.open("ab", buffering=0) as stream:
            data = marshal.dumps(fresh)
            stream.write(len(data).to_bytes(LENGTH, "big") + data)  # at once: others may add at the same time
    fresh.clear()


def forget() -> None:
    """Begin as a new process does; what lies on the disk stays."""
    answers.clear()
    fresh.clear()
    recall.cache_clear()
    _file.cache_clear()


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
