"""The rules for single entries of a zip: names, links, encryption, compression."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator

from scormkit.problems import Problem
from scormkit.rules import entry, problem

_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1
_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_coded(info: zipfile.ZipInfo) -> bool:
    """Tell whether the name is in a code that every reader knows: ASCII, or UTF-8 with its flag."""
    return bool(info.flag_bits & _UTF8) or info.orig_filename.isascii()


def name(info: zipfile.ZipInfo) -> str:
    """Return the name that the writer meant: with ``/``, and UTF-8 where the flag for it was forgotten."""
    given = info.orig_filename.replace("\\", "/")
    if is_coded(info):
        return given
    try:
        return given.encode("cp437").decode("utf-8")
    except UnicodeError:
        return given


def folded(called: str) -> str:
    """Return a name as file systems see it that know no case and only one way to write an accent."""
    return unicodedata.normalize("NFC", called).casefold()


def is_readable(info: zipfile.ZipInfo) -> bool:
    return not info.flag_bits & _ENCRYPTED and info.compress_type in _METHODS


def is_sound(info: zipfile.ZipInfo) -> bool:
    """Tell whether the entry is a file inside the package, under a name that can be worked with."""
    return not (_is_outside(name(info)) or _is_odd(name(info)) or _is_link(info))


def faults(infos: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Yield what is wrong with single entries. What the packing tool did to all of them is said once."""
    for info in infos:
        called = name(info)
        if _is_outside(called):
            yield problem("P007", entry(called), name=called)
        elif _is_odd(called):
            yield problem("P013", entry(called), name=called)
        elif _is_link(info):
            yield problem("P009", entry(called), name=called)
        if info.flag_bits & _ENCRYPTED:
            yield problem("P006", entry(called), name=called)
        elif info.compress_type not in _METHODS:
            yield problem("P012", entry(called), name=called, method=info.compress_type)
    yield from _once("P008", [info.orig_filename for info in infos if "\\" in info.orig_filename])
    yield from _once("P014", [name(info) for info in infos if not is_coded(info)])


def _once(code: str, names: list[str]) -> Iterator[Problem]:
    if names:
        yield problem(code, entry(names[0]), name=names[0], count=len(names))


def _is_outside(called: str) -> bool:
    return called.startswith("/") or bool(_DRIVE.match(called)) or ".." in called.split("/")


def _is_odd(called: str) -> bool:
    parts = called.removesuffix("/").split("/")
    return not called.isprintable() or "" in parts or "." in parts


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
