"""Questions as other tools hand them over: drafts, with all that is still to be written left empty.

Of their words only `explain` is Markdown, as in a course; the others are shown as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from scormkit.problems import Place, Problem

from ..catalogue import problem
from ..check.questions import CHOICE_LETTERS, SEQUENCE_LETTERS
from .new import identity

# Tags that only shape words; with any other the question would lose something that it may be about.
SHAPING = frozenset(
    (
        *("p", "br", "div", "span", "b", "strong", "i", "em", "u", "s", "sup", "sub", "small", "font", "code"),
        *("ul", "ol", "li", "dl", "dt", "dd", "hr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
MARKS = re.compile(r"([\\`*_\[\]<&])")
# What begins a list, a heading, a quotation or a fence when it is the first of a line.
BEGINNINGS = re.compile(r"^([ \t]*\d*)([-+#>=~.)])", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class DraftOption:
    text: str
    feedback: str = ""
    fits: str | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A question without an id. ``right`` counts options from 0; ``fits`` of an option names one of ``targets``."""

    title: str
    type: str
    text: str
    options: tuple[DraftOption, ...]
    right: tuple[int, ...] = ()
    targets: tuple[str, ...] = ()
    explain: str = ""
    case: str = ""
    teaches: tuple[str, ...] = ()
    nothing_wrong: bool = False
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What a file gave. ``problems``: everything that was not taken over (I001, I002), or why it cannot be read."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]


class NotTakenOver(Exception):
    """A question that cannot come along; the reason is the end of a sentence."""


def left_out(place: Place, what: str, reason: str) -> Problem:
    return problem("I001", place, what=shorten(what), reason=reason)


def shorten(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"


def decoded(content: bytes, file: str) -> str | Problem:
    """Return text in UTF-8, or the problem that it is not."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return problem("L002", Place(file=file, line=line), reason="it is not UTF-8")


def sound(draft: Draft) -> Draft:
    """Return a draft that a course can hold. Raises NotTakenOver with the reason."""
    letters = SEQUENCE_LETTERS if draft.type in ("ordering", "matching") else CHOICE_LETTERS
    if not draft.text.strip():
        raise NotTakenOver("it asks nothing")
    if len(draft.options) < 2:
        raise NotTakenOver("it has fewer than two answers")
    if max(len(draft.options), len(draft.targets)) > len(letters):
        raise NotTakenOver(f"it has more than {len(letters)} answers")
    if any(not option.text.strip() for option in draft.options) or any(not each.strip() for each in draft.targets):
        raise NotTakenOver("one of its answers is empty")
    if draft.type == "matching" and len(draft.targets) < 2:
        raise NotTakenOver("all its answers belong to the same")
    if draft.type in ("single", "multiple", "true-false"):
        if not draft.right:
            raise NotTakenOver("no answer is marked as right")
        if len(draft.right) == len(draft.options):
            raise NotTakenOver("every answer is marked as right")
    return replace(draft, title=draft.title.strip() or draft.text)


def words_of_html(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a piece of HTML, and the tags that were left out. Raises NotTakenOver.

    Nothing of it is ever shown as HTML: what a course is written in has none.
    """
    reader = _Words()
    reader.feed(html)
    reader.close()
    foreign = sorted(reader.tags - SHAPING)
    if foreign:
        raise NotTakenOver(f"it has <{foreign[0]}>, which a course cannot hold")
    text = re.sub(r"[ \t\xa0]+", " ", "".join(reader.words))
    return re.sub(r" ?\n\s*", "\n", text).strip(), tuple(sorted(reader.tags))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.words.append("" if tag in ("b", "strong", "i", "em", "u", "span", "sup", "sub", "font") else "\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def as_markdown(words: str) -> str:
    """Return plain words so that Markdown shows them as they are."""
    return BEGINNINGS.sub(r"\1\\\2", MARKS.sub(r"\\\1", words))


def quiz_yaml(drafts: Sequence[Draft], *, quiz: str, title: str, intro: str, remark: str, taken: Iterable[str]) -> str:
    """Return the file of a quiz with these questions; what nobody has written yet stands there empty."""
    used = set(taken)
    lines = [f"# {remark}", f"id: {quiz}", f"title: {_quoted(title)}", f"intro: {_quoted(intro)}", "questions:"]
    for draft in drafts:
        name = identity(draft.title, frozenset(used), "question", limit=31 - len(quiz))
        used.add(name)
        lines += [f"  {line}" for line in _question(draft, name)]
    return "\n".join(lines) + "\n"


def _question(draft: Draft, name: str) -> list[str]:
    letters = "tf" if draft.type == "true-false" else CHOICE_LETTERS
    lines = [f"- id: {name}", f"  type: {draft.type}"]
    lines += [f"  case: {_quoted(draft.case)}"] if draft.case else []
    lines += [f"  text: {_quoted(draft.text)}", "  options:"]
    for letter, option in zip(letters, draft.options, strict=False):
        fits = f", fits: {letters[draft.targets.index(option.fits)]}" if option.fits else ""
        feedback = _quoted(option.feedback) if option.feedback else ""
        lines.append(f"    - {{id: {letter}, text: {_quoted(option.text)}, feedback: {feedback}{fits}}}")
    if draft.targets:
        lines.append("  targets:")
        lines += [
            f"    - {{id: {letter}, text: {_quoted(text)}}}"
            for letter, text in zip(letters, draft.targets, strict=False)
        ]
    else:
        lines.append(f"  right: [{', '.join(letters[at] for at in draft.right)}]")
    lines += [
        f"  explain:{f' {_quoted(draft.explain)}' if draft.explain else ''}",
        f"  teaches: [{', '.join(map(_quoted, draft.teaches))}]",
    ]
    return lines + (["  nothing_wrong: true"] if draft.nothing_wrong else [])


def _quoted(words: str) -> str:
    shown = "".join(each for each in words.strip() if each.isprintable() or each == "\n")
    return json.dumps(shown, ensure_ascii=False)
