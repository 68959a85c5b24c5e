"""Go through all the words of a course: to check them, to list them, to put others in their place."""

from __future__ import annotations

import dataclasses
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from .model import Course, Directive, Page, Text

Value = TypeVar("Value")
# Types that have no text in them: most of what stands in a course are ids.
WORDLESS = frozenset(("Located", "Mapping", "Place", "bool", "date", "float", "int", "str", "tuple", "None"))


def texts(value: object) -> Iterator[Text]:
    """Yield every text inside ``value`` (a model value or a tuple of them), in the order of its fields."""
    found: list[Text] = []

    def look(value: Any) -> None:
        if isinstance(value, Text):
            found.append(value)
        elif isinstance(value, tuple):
            for each in value:
                look(each)
        elif value is not None:
            for name in field_names(value.__class__):
                look(getattr(value, name))

    look(value)
    return iter(found)


@cache
def field_names(kind: Any) -> tuple[str, ...]:
    """Return the fields of a class of the model in which texts or entries may stand; none for what is no such class."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return tuple(field.name for field in fields if not WORDLESS.issuperset(re.findall(r"\w+", str(field.type))))


def with_fields(value: Any, changed: Mapping[str, Any]) -> Any:
    """Return a model value with other fields; the value itself when they are the same things."""
    if all(each is getattr(value, name) for name, each in changed.items()):
        return value
    # What `dataclasses.replace` gives, five times faster: values of the model do nothing of their own when made.
    made = object.__new__(value.__class__)
    vars(made).update(vars(value), **changed)
    return made


def same_or(value: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the tuple itself when ``other`` has the same things in it."""
    return value if len(value) == len(other) and all(map(operator.is_, value, other)) else other


def directives(course: Course) -> Iterator[tuple[Page, Directive]]:
    """Yield every component of every page."""
    for part in course.parts:
        for page in part.pages:
            for block in page.blocks:
                if isinstance(block, Directive):
                    yield page, block


def with_texts(value: Value, change: Callable[[Text], Text], same: frozenset[int] = frozenset()) -> Value:
    """Return ``value`` with ``change`` done to every text in it; ``same``: identities of what does not change."""

    def changed(value: Any) -> Any:
        if isinstance(value, Text):
            return change(value)
        if value is None or isinstance(value, str | int) or id(value) in same:
            return value
        if isinstance(value, tuple):
            return same_or(value, tuple([changed(each) for each in value]))
        return with_fields(value, {name: changed(getattr(value, name)) for name in field_names(value.__class__)})

    return cast(Value, changed(value))
