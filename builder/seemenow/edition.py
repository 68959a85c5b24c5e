"""The edition of a course that one audience gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar, cast

from scormkit.problems import Place, Problem

from .model import Audience, Contact, Course, Directive, Entry, Guidance, Located, Text, Word
from .spoken import part
from .walk import field_names, same_or, with_fields, with_texts

Value = TypeVar("Value")


def editions(course: Course) -> tuple[Course, ...]:
    """Return the edition of each audience; the one for everybody when the course has no audiences."""
    same = _same(course)
    return tuple(edition(course, audience, same) for audience in course.audiences or (None,))


def edition(course: Course, audience: Audience | None, same: _Same | None = None) -> Course:
    """Return ``course`` with what ``audience`` sees, in its own words, and nothing of what it does not see.

    Figures keep their words: they say who was counted. Lists of contacts lose those that the edition does not
    have and those that are not confirmed; anything else that points to something it lacks stays, so that ``check``
    can name it. ``same``: what no edition changes, for a caller that makes them all.
    """
    same = same or _same(course)
    name = str(audience.id) if audience else ""
    contacts = course.guidance.contacts
    seen = {str(each.id) for each in contacts if sees(name, each)}
    kept = _kept(course, name, frozenset(str(each.id) for each in contacts) - seen, same.seen)
    if audience is None:
        return kept
    spoken = in_words(kept, audience.words, same.words)
    description = audience.description or spoken.description
    return replace(spoken, audience=audience, audiences=course.audiences, figures=kept.figures, description=description)


def in_words(course: Course, words: tuple[Word, ...], same: frozenset[int] = frozenset()) -> Course:
    """Return ``course`` with the words that an audience uses; ``same``: identities of what has none of them."""
    if not words:
        return course
    said = speech(words)

    def spoken(text: Text) -> Text:
        words = said(text)
        return text if words == text else type(text)(words, text.place, text.context)

    return with_texts(course, spoken, same)


def speech(words: tuple[Word, ...]) -> Callable[[str], str]:
    """Return what puts an audience's words in place of the usual ones; a capital stays a capital."""
    here = {str(word.usual).lower(): str(word.here) for word in words}
    usual = _usual(words)
    if usual is None:
        return str

    def other(match: re.Match[str]) -> str:
        word = here[match.group().lower()]
        return word[:1].upper() + word[1:] if match.group()[0].isupper() else word

    return lambda text: usual.sub(other, text)


def _usual(words: Sequence[Word]) -> re.Pattern[str] | None:
    """Return what finds the usual words in whose place others are put; None when there are none."""
    known = dict.fromkeys(str(word.usual).lower() for word in words)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, known))})(?![\w-])", re.IGNORECASE) if known else None


def in_editions(every: Sequence[Course], faults: Callable[[Course], Iterable[Problem]]) -> Iterator[Problem]:
    """Yield the faults of each edition, once; what is wrong in only some of them names these."""
    found: dict[tuple[str, Place], dict[str, list[Problem]]] = {}
    for each in every:
        for fault in faults(each):
            name = str(each.audience.id) if each.audience else ""
            found.setdefault((fault.code, fault.place), {}).setdefault(name, []).append(fault)
    for by_name in found.values():
        which = part(f" (in the edition for {', '.join(by_name)})") if len(by_name) < len(every) else ""
        for fault in next(iter(by_name.values())):
            yield replace(fault, message=fault.message + which)


def sees(audience: str, thing: Entry) -> bool:
    """Tell whether an audience sees something. What is not confirmed is seen by nobody."""
    if isinstance(thing, Contact) and not thing.confirmed:
        return False
    return (not thing.for_ or audience in thing.for_) and audience not in thing.not_for


def conditional(value: object, audiences: frozenset[str]) -> Iterator[tuple[Entry, frozenset[str]]]:
    """Yield everything inside ``value`` that has a condition, with those of ``audiences`` who see it."""
    if isinstance(value, Entry) and (value.for_ or value.not_for):
        audiences = frozenset(each for each in audiences if sees(each, value))
        yield value, audiences
    if isinstance(value, tuple):
        for each in value:
            yield from conditional(each, audiences)
    elif not isinstance(value, str):
        for each in _fields(value):
            yield from conditional(each, audiences)


class _Same(NamedTuple):
    """The identities of values in a course that are the same in all editions: in what is seen, and in its words."""

    seen: frozenset[int]
    words: frozenset[int]


def _same(course: Course) -> _Same:
    usual = _usual([word for audience in course.audiences for word in audience.words])
    seen: set[int] = set()
    words: set[int] = set()

    def look(value: Any) -> tuple[bool, bool]:
        if value is None or isinstance(value, str | int):
            return True, not (usual and isinstance(value, Text) and usual.search(value))
        is_seen = is_said = True
        for each in value if isinstance(value, tuple) else _fields(value):
            of_each = look(each)
            is_seen &= of_each[0]
            is_said &= of_each[1]
        if isinstance(value, Guidance | Contact) or (isinstance(value, Entry) and (value.for_ or value.not_for)):
            is_seen = False
        if is_seen and not (isinstance(value, Directive) and value.name == "contacts"):
            seen.add(id(value))
        else:
            is_seen = False
        if is_said:
            words.add(id(value))
        return is_seen, is_said

    look(course)
    return _Same(seen=frozenset(seen), words=frozenset(words))


def _fields(value: Any) -> Iterator[Any]:
    return (getattr(value, name) for name in field_names(value.__class__))


def _kept(value: Value, audience: str, gone: frozenset[str], same: frozenset[int]) -> Value:
    """Return ``value`` without what the audience does not see and without the contacts that are ``gone``."""

    def rest(names: tuple[Located, ...]) -> tuple[Located, ...]:
        return tuple(name for name in names if name not in gone)

    def kept(value: Any) -> Any:
        if value is None or isinstance(value, str | int) or id(value) in same:
            return value
        if isinstance(value, tuple):
            left = [kept(each) for each in value if not isinstance(each, Entry) or sees(audience, each)]
            return same_or(value, tuple(left))
        if isinstance(value, Directive):
            return replace(value, arguments=rest(value.arguments)) if value.name == "contacts" else value
        changed = {name: kept(getattr(value, name)) for name in field_names(value.__class__)}
        if isinstance(value, Guidance):
            changed |= {name: rest(getattr(value, name)) for name in ("now", "reader", "fallback")}
        return with_fields(value, changed)

    return cast(Value, kept(value))
