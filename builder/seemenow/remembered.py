"""Answers of pure functions that outlive the process: what was worked out of the same words is not worked out again.

Nothing here touches the disk; ``memory`` keeps the answers from one run to the next. Keys and answers are plain
values (str, bytes, numbers, tuples, lists, dicts), and a key holds all that an answer depends on, but for the
program itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

Answer = TypeVar("Answer")
Answers = dict[str, dict[Any, Any]]

answers: Answers = {}
"""What is known, by kind and key."""

fresh: Answers = {}
"""What of it was worked out by this process."""


def once(kind: str, key: Hashable, work: Callable[..., Answer], *given: Any) -> Answer:
    """Return what ``work`` makes of what it is given; it is done only when nobody has asked for this key before."""
    try:
        answer: Answer = answers[kind][key]
    except KeyError:
        answer = work(*given)
        learn(kind, _plain(key), answer)
    return answer


def recalled(kind: str, key: Hashable) -> Any:
    """Return the answer to a key; None when nobody has worked it out."""
    return answers.get(kind, {}).get(key)


def learn(kind: str, key: Hashable, answer: object) -> None:
    for known in (answers, fresh):
        known.setdefault(kind, {})[key] = answer


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Let a pure function of some words work once for the same words."""
    kind = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(words: str) -> Answer:
        try:
            answer: Answer = answers[kind][words]
        except KeyError:
            answer = function(str(words))
            learn(kind, str(words), answer)
        return answer

    return asked


def _plain(key: Hashable) -> Hashable:
    """Return a key as it is kept: a text with a place of its own may be asked for, its words alone are known."""
    if isinstance(key, tuple):
        return tuple(map(_plain, key))
    return str(key) if isinstance(key, str) else key
