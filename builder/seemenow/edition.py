"""The edition of a course that one audience gets."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar, cast

from scormkit.problems import Place, Problem

from .model import Audience, Contact, Course, Directive, Entry, Guidance, Located, Word
from .walk import with_texts

Value = TypeVar("Value")


def editions(course: Course) -> tuple[Course, ...]:
    """Return the edition of each audience; the one for everybody when the course has no audiences."""
    return tuple(edition(course, audience) for audience in course.audiences or (None,))


def edition(course: Course, audience: Audience | None) -> Course:
    """Return ``course`` with what ``audience`` sees, in its own words, and nothing of what it does not see.

    Figures keep their words: they say who was counted. Lists of contacts lose those that the edition does not
    have and those that are not confirmed; anything else that points to something it lacks stays, so that ``check``
    can name it.
    """
    name = str(audience.id) if audience else ""
    contacts = course.guidance.contacts
    seen = {str(each.id) for each in contacts if sees(name, each)}
    kept = _kept(course, name, frozenset(str(each.id) for each in contacts) - seen)
    if audience is None:
        return kept
    spoken = in_words(kept, audience.words)
    description = audience.description or spoken.description
    return replace(spoken, audience=audience, audiences=course.audiences, figures=kept.figures, description=description)


def in_words(course: Course, words: tuple[Word, ...]) -> Course:
    """Return ``course`` with the words that an audience uses."""
    if not words:
        return course
    said = speech(words)
    return with_texts(course, lambda text: type(text)(said(text), text.place, text.context))


def speech(words: tuple[Word, ...]) -> Callable[[str], str]:
    """Return what puts an audience's words in place of the usual ones; a capital stays a capital."""
    here = {str(word.usual).lower(): str(word.here) for word in words}
    if not here:
        return str
    usual = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, here)) + r")(?![\w-])", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        word = here[match.group().lower()]
        return word[:1].upper() + word[1:] if match.group()[0].isupper() else word

    return lambda text: usual.sub(other, text)


def in_editions(course: Course, faults: Callable[[Course], Iterable[Problem]]) -> Iterator[Problem]:
    """Yield the faults of each edition, once; what is wrong in only some of them names these."""
    found: dict[tuple[str, Place], dict[str, list[Problem]]] = {}
    every = editions(course)
    for each in every:
        for fault in faults(each):
            name = str(each.audience.id) if each.audience else ""
            found.setdefault((fault.code, fault.place), {}).setdefault(name, []).append(fault)
    for by_name in found.values():
        which = f" (in the edition for {', '.join(by_name)})" if len(by_name) < len(every) else ""
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
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from conditional(getattr(value, field.name), audiences)


def _kept(value: Value, audience: str, gone: frozenset[str]) -> Value:
    """Return ``value`` without what the audience does not see and without the contacts that are ``gone``."""

    def rest(names: tuple[Located, ...]) -> tuple[Located, ...]:
        return tuple(name for name in names if name not in gone)

    def kept(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(kept(each) for each in value if not isinstance(each, Entry) or sees(audience, each))
        if isinstance(value, Directive):
            return replace(value, arguments=rest(value.arguments)) if value.name == "contacts" else value
        if not dataclasses.is_dataclass(value) or isinstance(value, type):
            return value
        changed = {field.name: kept(getattr(value, field.name)) for field in dataclasses.fields(value)}
        if isinstance(value, Guidance):
            changed |= {name: rest(changed[name]) for name in ("now", "reader", "fallback")}
        return replace(value, **changed)

    return cast(Value, kept(value))
