"""What no standard forbids, and LMSs, their app or their administrators stumble over all the same.

Source: reports from LMSs; Moodle 4.5 as observed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scormkit import entries
from scormkit.container import Container
from scormkit.problems import Problem
from scormkit.references import LITTER
from scormkit.rules import entry, problem

# Chamilo and others drop these from names, so that the file is not found any more.
_STRIPPED = re.compile(r"[~&<>\"':|`*?]")
_PORTABLE = re.compile(r"[A-Za-z0-9._/\-]+")
_PATH_LIMIT = 80  # Windows gives up at 260 for the whole path, and people unpack deep down
_SIZE_LIMIT = 200 << 20  # the smallest upload limit that an LMS vendor names

# Lists of forbidden files of several LMSs: programs of a server, programs of a computer, archives in an archive.
_FORBIDDEN = re.compile(
    r"(\.(php\d?|phtml|phar|asp|aspx|jsp|cgi|pl|py|rb|sh|bat|cmd|ps1|exe|com|msi|scr|vbs|dll|jar|zip|rar|7z|gz|tar)"
    r"|(^|/)\.[^/]+)$",
    re.IGNORECASE,
)


def problems(container: Container) -> Iterator[Problem]:
    """Yield what is known to cause trouble in names, kinds and sizes of files."""
    litter = [name for name in container.members if LITTER.search(name)]
    if litter:
        yield problem("P118", entry(litter[0]), name=litter[0], count=len(litter))
    for name in sorted(set(container.members) - set(litter)):
        yield from _name(name, is_coded=entries.is_coded(container.members[name]))
    total = sum(container.size(name) for name in container.members)
    if total > _SIZE_LIMIT:
        yield problem("P119", megabytes=total >> 20, limit=_SIZE_LIMIT >> 20)


def _name(name: str, *, is_coded: bool) -> Iterator[Problem]:
    if _STRIPPED.search(name):
        yield problem("P110", entry(name), name=name)
    elif is_coded and not _PORTABLE.fullmatch(name):
        yield problem("P111", entry(name), name=name)
    if len(name) > _PATH_LIMIT:
        yield problem("P112", entry(name), name=name, count=len(name), limit=_PATH_LIMIT)
    if _FORBIDDEN.search(name):
        yield problem("P116", entry(name), name=name)
    if name.lower().endswith(".mjs"):
        yield problem("P124", entry(name), name=name)
