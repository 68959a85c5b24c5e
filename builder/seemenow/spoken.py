"""What the builder says to authors, in their own language: the sentences of locale/<language>.po in place of English.

A sentence that has no translation is said in English. Parts that are put into a sentence, such as ``it has 3 answers``,
are known by their shape (``it has {count} answers``): who finds a fault need not know of languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scormkit.telling import telling

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("en", *sorted(path.stem for path in LOCALE.glob("*.po")))
PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")
# Of the values of a fault, those that may be words of the builder; the others are the author's own, or ids.
SPOKEN = frozenset(
    (
        *("reason", "wanted", "found", "kind", "what", "parts", "rule", "consequence", "which", "near", "lack"),
        *("missing", "where", "fault", "count", "kinds", "limit", "place", "remedy"),
    )
)
_language: ContextVar[str] = ContextVar("language", default="en")


@dataclass(frozen=True, kw_only=True)
class _Sentences:
    """``whole`` by context and English; ``shapes``: parts with something in them, as patterns."""

    whole: Mapping[tuple[str, str], str]
    shapes: tuple[tuple[re.Pattern[str], str], ...]


def speak(language: str) -> None:
    """Say everything from now on in this language."""
    _language.set(language)
    telling.set(tell)


def language() -> str:
    return _language.get()


def tell(kind: str, english: str, values: Mapping[str, object]) -> str:
    """Return a sentence in the language spoken, with the values in its placeholders."""
    return say(kind, english).format(**say_values(values))


def say(kind: str, english: str) -> str:
    """Return a sentence, with its placeholders, in the language spoken. ``kind``: message, remedy or word."""
    return _sentences(_language.get()).whole.get((kind, english), english)


def say_values(values: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a fault with the builder's own words in the language spoken."""
    if _language.get() == "en":
        return dict(values)
    return {
        key: part(each) if type(each) is str and (key in SPOKEN or each == "none") else each
        for key, each in values.items()
    }


def part(words: str) -> str:
    """Return a part of a sentence in the language spoken."""
    sentences = _sentences(_language.get())
    if (found := sentences.whole.get(("part", words))) is not None:
        return found
    for shape, translation in sentences.shapes:
        if match := shape.fullmatch(words):
            return translation.format(**{name: part(value) for name, value in match.groupdict().items()})
    return words


@cache
def _sentences(language: str) -> _Sentences:
    path = LOCALE / f"{language}.po"
    if not path.is_file():
        return _Sentences(whole={}, shapes=())
    import polib  # every run of every verb would wait for it, and most speak English

    entries = [entry for entry in polib.pofile(path.read_text(encoding="utf-8")) if entry.translated()]
    parts = [entry for entry in entries if entry.msgctxt == "part" and PLACEHOLDER.search(entry.msgid)]
    return _Sentences(
        whole={(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in entries},
        # The longest first: the one that says the most of what is there.
        shapes=tuple((shape(each.msgid), each.msgstr) for each in sorted(parts, key=lambda each: -len(each.msgid))),
    )


def shape(english: str) -> re.Pattern[str]:
    """Return the pattern of a part of a sentence: anything may stand in its placeholders."""
    pieces = PLACEHOLDER.split(english)
    fixed = [f"(?P<{piece}>.+?)" if at % 2 and piece else re.escape(piece) for at, piece in enumerate(pieces)]
    return re.compile("".join(fixed), re.DOTALL)
