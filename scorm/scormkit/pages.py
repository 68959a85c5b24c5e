"""What can be told of pages, styles and scripts without running them.

Patterns are narrow on purpose: a false alarm about somebody's script costs more trust than a miss.
Each runs in linear time, whatever a stranger's file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from scormkit.container import Container
from scormkit.problems import Problem
from scormkit.rules import problem, within

# Caps of this program: a longer text is data in disguise, and a file with fifty faults needs no fifty-first.
_READ_LIMIT = 5 << 20
_TOTAL_LIMIT = 48 << 20
_REQUESTS = 50

_PAGES = (".html", ".htm", ".xhtml")
_SCRIPTS = (".js", ".mjs")
_STYLES = (".css",)

_OUTSIDE = re.compile(r"(https?:)?//[^/\s]", re.IGNORECASE)
_STYLE_REQUEST = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\s\"')]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\"'`]((?:https?:|wss?:)?//[^\"'`\s/][^\"'`\s]*)")
_BEFORE_SLASHES = (7, 6, 5, 4, 1)  # how far before the slashes an address can begin: "https: to "
_ASKS = re.compile(
    r"(?:\b(?:fetch|importScripts|import|new\s+(?:Worker|EventSource|WebSocket))\s*\(|\bfrom|\.src\s*=)\s*$"
)
_BEFORE = 40  # characters before an address that tell what a script does with it
_UNLOAD = re.compile(r"addEventListener\(\s*[\"'`](?:before)?unload[\"'`]|\bon(?:before)?unload\s*=(?!=)")
_PAGEHIDE = ("pagehide", "visibilitychange")

# What a script must name to meet the LMS, whatever library it uses, and the note that says it does not.
_MEETS = {
    "scorm12": ("P120", re.compile(r"LMSInitialize")),
    "scorm2004": ("P121", re.compile(r"_1484_11")),
    "cmi5": ("P122", re.compile(r"activityId")),
}

_ATTRIBUTE = re.compile(r"(?<![a-z-])([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)

# Attributes by which a page fetches something of itself. A link that a learner may follow is no request.
_FETCHING = {
    **dict.fromkeys(("script", "img", "iframe", "frame", "embed", "audio", "source", "track", "input"), ("src",)),
    "object": ("data",),
    "video": ("src", "poster"),
}
_FETCHING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "manifest"}
# Only these are looked at: a long page has thousands of others.
_TAG = re.compile(rf"<!--|<({'|'.join((*_FETCHING, 'link', 'style'))})((?:\s[^<>]*)?)>", re.IGNORECASE)


def problems(container: Container, standard: str | None) -> Iterator[Problem]:
    """Yield requests to other hosts, a visit that ends on ``unload`` alone, and content that never meets an LMS.

    ``standard`` None: a website, which has no LMS to meet.
    """
    silent, meeting = _MEETS[standard.partition("-")[0]] if standard else (None, None)
    unload: Problem | None = None
    has_pagehide = has_api = has_scripts = False
    for name, text in _texts(container):
        kind = _kind(name)
        seen = _seen(kind, text)
        for offset, address in seen.requests:
            yield problem("P113", within(name, *_position(text, offset)), address=address)
        if kind == "style":
            continue
        has_scripts = True
        has_api = has_api or bool(meeting and meeting.search(text))
        has_pagehide = has_pagehide or seen.has_pagehide
        if seen.unload is not None and unload is None:
            unload = problem("P115", within(name, *_position(text, seen.unload)))
    if unload and not has_pagehide:
        yield unload
    # A unit of cmi5 may lie elsewhere; what SCORM opens is in the package, be it a PDF that can say nothing.
    if silent and not has_api and (has_scripts or standard != "cmi5"):
        yield problem(silent)


def _texts(container: Container) -> Iterator[tuple[str, str]]:
    """Yield name and text of each page, style and script, one at a time, as far as they can be read."""
    total = 0
    for name in sorted(container.members):
        if name.lower().endswith((*_PAGES, *_SCRIPTS, *_STYLES)) and total < _TOTAL_LIMIT:
            data = container.read(name, _READ_LIMIT) or b""
            total += len(data)
            yield name, data.decode("utf-8", "replace")


def _kind(name: str) -> str:
    low = name.lower()
    return "page" if low.endswith(_PAGES) else "style" if low.endswith(_STYLES) else "script"


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What one text tells; places are offsets."""

    requests: tuple[tuple[int, str], ...]
    unload: int | None
    has_pagehide: bool


# Kept, because packages of one course share nearly all of their files, and whoever verifies many has few others.
@lru_cache(maxsize=32)
def _seen(kind: str, text: str) -> _Seen:
    found = _page_requests(text) if kind == "page" else _text_requests(kind, text)
    unload = _UNLOAD.search(text) if "unload" in text else None  # sixty times faster than the pattern
    return _Seen(
        requests=tuple(islice(found, _REQUESTS)),
        unload=unload.start() if unload else None,
        has_pagehide=any(word in text for word in _PAGEHIDE),
    )


def _text_requests(kind: str, text: str) -> Iterator[tuple[int, str]]:
    if kind == "style" and "//" not in text:
        return
    for match in _STYLE_REQUEST.finditer(text) if kind == "style" else _addresses(text):
        if kind == "style" or _ASKS.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.start(), match[1]


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Yield what ``_ADDRESS`` finds, tried round two slashes alone: at each quote of a script it takes far longer."""
    end, at = 0, text.find("//")
    while at >= 0:
        tried = (_ADDRESS.match(text, at - before) for before in _BEFORE_SLASHES if at - before >= end)
        match = next(filter(None, tried), None)
        if match:
            yield match
            end = match.end()
        at = text.find("//", max(end, at + 1))


def _page_requests(text: str) -> Iterator[tuple[int, str]]:
    for offset, tag, attributes in _tags(text):
        names = _FETCHING.get(tag, ())
        if tag == "style":
            start = text.find(">", offset) + 1
            end = text.find("</style", start)
            for at, address in _text_requests("style", text[start : end if end >= 0 else len(text)]):
                yield start + at, address
        if tag == "link" and _FETCHING_LINKS & set(attributes.get("rel", "").lower().split()):
            names = ("href",)
        for name in names:
            if _OUTSIDE.match(attributes.get(name, "")):
                yield offset, attributes[name]


def _tags(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield offset, name and attributes of each start tag that may fetch, outside comments, scripts and styles."""
    at = 0
    while match := _TAG.search(text, at):
        tag = (match.group(1) or "").lower()
        if tag:
            found = _ATTRIBUTE.finditer(match.group(2))
            yield match.start(), tag, {each[1].lower(): (each[2] or each[3] or each[4] or "").strip() for each in found}
        closing = f"</{tag}" if tag in {"script", "style"} else "-->" if not tag else ""
        at = text.find(closing, match.end())
        if at < 0:
            return


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
