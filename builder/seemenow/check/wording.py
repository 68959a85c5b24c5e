"""The words of a course against the words that it should not use: codes S005 to S009 and S011.

The lists stand in assets/wording, one file a language, with the reason of each; a language without a file is told so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from scormkit.problems import Place, Problem

from .. import markdown
from ..catalogue import problem
from ..model import Audience, Contact, Course, Entry, Located, Markdown, Question, Source, Text
from ..remembered import once
from ..walk import field_names
from .letters import as_seen, without_accents

Untranslated = Collection[tuple[str, str]]
# What finds the names that may stand anywhere, and what finds all capitals that are no wonder.
Known = tuple[re.Pattern[str], re.Pattern[str]]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A word in two halves; only words that are never used are looked for in it.
HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010-\u2013]\s*(?=[^\W\d_])")
QUOTED = re.compile(r"“[^”]*”|„[^”]*”|‘[^’]*’|\"[^\"]*\"")
# A word with a capital after a small letter or a comma: not the first of a sentence, of a line or of something said.
INSIDE = re.compile(r"(?<=[a-zà-ÿ0-9,;)] )[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ][\w-]*")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Words that are not used. ``pattern`` finds them; ``write`` is what to say instead."""

    pattern: re.Pattern[str]
    write: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The lists of one language, read and compiled when a text is new. ``passive`` and ``jargon`` serve ``plain``.

    ``files``: the lists, and the names that are known everywhere. ``digest``: of both.
    """

    files: tuple[bytes, bytes]
    digest: str

    @cached_property
    def _lists(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = yaml.load(self.files[0], Loader=Loader)
        return found

    @cached_property
    def banned(self) -> tuple[Rule, ...]:
        return tuple(map(_rule, self._lists["banned"]))

    @cached_property
    def context(self) -> tuple[Rule, ...]:
        return tuple(map(_rule, self._lists["context"]))

    @cached_property
    def pictures(self) -> tuple[Rule, ...]:
        return tuple(map(_rule, self._lists["pictures"]))

    @cached_property
    def asks_names(self) -> re.Pattern[str]:
        return _pattern(self._lists["asks_names"])

    @cached_property
    def names(self) -> re.Pattern[str]:
        names: Mapping[str, list[str]] = yaml.load(self.files[1], Loader=Loader)
        anyhow = _pattern(names["platforms"]).pattern
        return re.compile(rf"(?i:{anyhow})|{_pattern([each for kind in names.values() for each in kind]).pattern}")

    @cached_property
    def capitals(self) -> frozenset[str]:
        return frozenset(self._lists["capitals"])

    @cached_property
    def jargon(self) -> re.Pattern[str]:
        return _pattern(self._lists["jargon"])

    @cached_property
    def passive(self) -> re.Pattern[str]:
        return re.compile(self._lists["passive"], re.IGNORECASE)


class _Around(NamedTuple):
    """What decides which words a text may have."""

    is_allowed: bool = False
    is_picture: bool = False
    may_name: bool = False
    is_typed_below: bool = False


def read(assets: Path, language: str) -> Wording | None:
    """Return the lists of a language, of nl for nl-BE, or None when there is no file for it."""
    paths = (assets / "wording" / f"{code}.yaml" for code in (language, language.partition("-")[0]))
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        return None
    files = (path.read_bytes(), (path.parent / "names.yaml").read_bytes())
    return Wording(files=files, digest=hashlib.sha256(b"\0".join(files)).hexdigest())


def faults(
    course: Course, language: str, wording: Wording | None, file: str | None = None, left: Untranslated = frozenset()
) -> Iterator[Problem]:
    """Yield the words of a course, in ``language``, that it should not use. ``file``: the catalogue they stand in.

    ``left``: what stands in another language, by context and words; it is not judged.
    """
    if wording is None:
        yield problem("S013", course.source_language.place, language=language)
        return
    allowed, titles = sorted(_allowed_names(course)), sorted(_titles(course))
    kind = f"wording {wording.digest} {hashlib.sha256(repr((allowed, titles)).encode()).hexdigest()}"
    known = cache(lambda: (_finding(allowed), _finding({*allowed, *titles, *wording.capitals})))
    for text, around in _said(course, _Around()):
        if (text.context, text) in left:
            continue
        key = (text, isinstance(text, Markdown), *around)
        for code, found, values in once(kind, key, _found, text, around, wording, known):
            where = "" if file is None else f", in {language} at {text.context}"
            yield problem(code, Place(file=file) if file else text.place, found=found, where=where, **values)


def never(texts: Iterable[Located | None], wording: Wording | None) -> Iterator[Problem]:
    """Yield the words that are never used, in texts that stand in no course: of a theme."""
    for text in filter(None, texts if wording else ()):
        words = without_accents(as_seen(text))
        for code, found, values in _hits("S005", wording.banned if wording else (), words, HYPHENATED.sub("", words)):
            yield problem(code, text.place, found=found, where="", **values)


def _found(
    text: Text, said: _Around, wording: Wording, known: Callable[[], Known]
) -> list[tuple[str, str, dict[str, str]]]:
    """Return code, words and values of each fault of one text."""
    return list(_faults(_plain(text), said, wording, known()))


def _faults(words: str, said: _Around, wording: Wording, known: Known) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield code, words and values of each fault of one text."""
    allowed, familiar = known
    bare = without_accents(words)
    unquoted = QUOTED.sub(" ", bare) if said.is_allowed else bare
    yield from _hits("S005", wording.banned, unquoted, HYPHENATED.sub("", unquoted))
    if not said.is_allowed:
        yield from _hits("S006", wording.context, bare)
        yield from _hits("S007", wording.pictures if said.is_picture else (), bare)
    if not said.is_allowed and not said.may_name:
        for match in wording.names.finditer(allowed.sub(" ", words)):
            yield "S008", match.group(), {}
        for match in INSIDE.finditer(wording.names.sub("a", familiar.sub("a", words))):
            if match.group() not in wording.capitals:
                yield "S009", match.group(), {}
    if said.is_typed_below:
        for match in wording.asks_names.finditer(words):
            yield "S011", match.group(), {}


def _hits(code: str, rules: Iterable[Rule], *ways: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield what the rules find in a text, written in one way or another; where one finds it, no other is asked."""
    for rule in rules:
        found = next(filter(None, (list(rule.pattern.finditer(words)) for words in ways)), [])
        for match in found:
            yield code, match.group(), {"write": rule.write, "why": rule.why}


def _said(value: Any, around: _Around) -> list[tuple[Text, _Around]]:
    """Return every text inside ``value`` with what is so around it. Names of sources are facts and left alone."""
    found: list[tuple[Text, _Around]] = []

    def look(value: Any, around: _Around) -> None:
        if isinstance(value, str):
            if isinstance(value, Text):
                found.append((value, around))
        elif isinstance(value, tuple):
            for each in value:
                look(each, around)
        elif not isinstance(value, Source) and (names := field_names(value.__class__)):
            around = _Around(
                is_allowed=around.is_allowed or (isinstance(value, Entry) and value.allow is not None),
                may_name=around.may_name or isinstance(value, Contact | Audience),
                is_typed_below=isinstance(value, Question) and value.type == "reflection",
            )
            for name in names:
                look(getattr(value, name), around._replace(is_picture=True) if name == "describe" else around)

    look(value, around)
    return found


def _allowed_names(course: Course) -> Iterator[str]:
    """Yield the names that may stand in the course although a list has them: of names.yaml and of contacts."""
    yield from (str(each.name) for each in course.names)
    yield from (str(each.name) for each in course.guidance.contacts)


def _titles(course: Course) -> Iterator[str]:
    """Yield what has capitals because it is a title of the course or of a part."""
    yield from (str(course.title), *(str(part.title) for part in course.parts))


def _finding(names: Collection[str]) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _plain(text: Text) -> str:
    """Return the words of a text as a reader sees them."""
    return as_seen(markdown.plain(text) if isinstance(text, Markdown) else text)


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(pattern=_pattern(entry["words"]), write=entry["write"], why=entry["why"])


def _pattern(words: Iterable[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return what finds any of these words or phrases; ``*`` stands for any letters."""
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", flags)
