"""How the sentences of rules are said: in English, unless whoever calls puts another telling in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar

# Of a kind (message, remedy), a sentence with ``{placeholders}`` and their values, the words to be read.
Telling = Callable[[str, str, Mapping[str, object]], str]


def plainly(_kind: str, sentence: str, values: Mapping[str, object]) -> str:
    return sentence.format(**values)


telling: ContextVar[Telling] = ContextVar("telling", default=plainly)
