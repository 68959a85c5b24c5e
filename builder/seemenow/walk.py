"""Go through all the words of a course: to check them, to list them, to put others in their place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from .model import Course, Directive, Page, Text

Value = TypeVar("Value")


def texts(value: object) -> Iterator[Text]:
    """Yield every text inside ``value`` (a model value or a tuple of them), in the order of its fields."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def directives(course: Course) -> Iterator[tuple[Page, Directive]]:
    """Yield every component of every page."""
    for part in course.parts:
        for page in part.pages:
            for block in page.blocks:
                if isinstance(block, Directive):
                    yield page, block


def with_texts(value: Value, change: Callable[[Text], Text]) -> Value:
    """Return ``value`` with ``change`` done to every text in it."""
    return cast(Value, _changed(value, change))


def _changed(value: Any, change: Callable[[Text], Text]) -> Any:
    if isinstance(value, Text):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(each, change) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return dataclasses.replace(value, **{name: _changed(getattr(value, name), change) for name in names})
    return value
