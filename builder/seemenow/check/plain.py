"""Advice on plain language, sentence by sentence: A001 long, A002 passive, A003 jargon. It never stops anything.

Simple measures on purpose: an author reads the sentence and decides. The lists of words are those of ``wording``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scormkit.problems import Place, Problem

from .. import markdown
from ..catalogue import problem
from ..model import Course, Markdown, Text
from ..remembered import once
from ..walk import texts
from .wording import Untranslated, Wording

LONGEST = {"nl": 20}  # words in a sentence at about B1
LONGEST_OTHER = 25
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[”’\"]?")
WORD = re.compile(r"\w+(?:[’'-]\w+)*")
MARK = re.compile(r"^\s*(?:[-*>]|\d+\.|#+)\s+", re.MULTILINE)


def advice(
    course: Course, language: str, wording: Wording | None, file: str | None = None, left: Untranslated = frozenset()
) -> Iterator[Problem]:
    """Yield a note for each sentence that a tired reader may stumble over. ``file``: the catalogue it stands in.

    ``left``: what stands in another language, by context and words; it is not judged.
    """
    kind = f"plain {language} {wording.digest if wording else ''}"
    for text in dict.fromkeys(each for each in texts(course) if (each.context, each) not in left):
        where = "" if file is None else f" ({language}, {text.context})"
        key = (text, isinstance(text, Markdown))
        for code, sentence, values in once(kind, key, _found, text, language, wording):
            yield problem(code, Place(file=file) if file else text.place, sentence=f"“{sentence}”{where}", **values)


def _found(text: Text, language: str, wording: Wording | None) -> list[tuple[str, str, dict[str, str | int]]]:
    """Return code, sentence and values of each note."""
    return list(_notes(text, language, wording))


def _notes(text: Text, language: str, wording: Wording | None) -> Iterator[tuple[str, str, dict[str, str | int]]]:
    for sentence in _sentences(text):
        count = len(WORD.findall(sentence))
        if count > LONGEST.get(language, LONGEST_OTHER):
            yield "A001", sentence, {"count": count}
        if wording and wording.passive.search(sentence):
            yield "A002", sentence, {}
        for match in wording.jargon.finditer(sentence) if wording else ():
            yield "A003", sentence, {"word": match.group()}


def _sentences(text: Text) -> Iterator[str]:
    blocks = MARK.sub("", text).split("\n\n") if isinstance(text, Markdown) else [str(text)]
    lines = [line for block in blocks for line in (block.split("\n") if isinstance(text, Markdown) else [block])]
    for line in lines:
        words = markdown.plain(line) if isinstance(text, Markdown) else line
        yield from (match.group().strip() for match in SENTENCE.finditer(words) if match.group().strip())
