"""Put the remarks of several reviewers together into one list, by the line of the source that each is about."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Any, Literal

from scormkit.problems import Place, Problem

from .. import workbook
from ..catalogue import problem
from ..translate import shorten
from .review_copy import Paragraph, Section

FORM = 1
LIMIT_BYTES = 5 << 20
COLUMNS = ("place", "paragraph", "text", "remark", "role", "language", "audience", "state", "file")
State = Literal["same", "moved", "changed", "gone"]


@dataclass(frozen=True, kw_only=True)
class Given:
    """A remark as a reviewer's file has it. ``place``: the line at the time; ``text``: how the paragraph began."""

    paragraph: str
    hash: str
    place: str
    text: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The file of one reviewer."""

    file: str
    course: str
    language: str
    audience: str
    role: str
    remarks: tuple[Given, ...]


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A remark at its line of today. ``state``: what became of the paragraph since it was made."""

    place: Place
    paragraph: str
    text: str
    remark: str
    role: str
    language: str
    audience: str
    state: State
    file: str

    def row(self) -> tuple[str, ...]:
        return tuple(str(getattr(self, name)) for name in COLUMNS)


def read(file: str, data: bytes) -> Sent | Problem:
    """Return the remarks in a file that a review copy saved, or why there are none (M001)."""

    def refused(reason: str) -> Problem:
        return problem("M001", Place(file=file), reason=reason)

    if len(data) > LIMIT_BYTES:
        return refused(f"it has more than {LIMIT_BYTES >> 20} MB")
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return refused("it is not UTF-8")
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return problem("M001", Place(file=file, line=line), reason="it is not the JSON that a review copy saves")
    if not isinstance(value, dict) or "seemenow_review" not in value:
        return refused("it was not saved by a review copy")
    if value["seemenow_review"] != FORM:
        return refused("it was saved by another edition of seemenow")
    names = ("course", "language", "audience", "role")
    head: dict[str, str] = {name: value[name] for name in names if isinstance(value.get(name), str)}
    wrong = [name for name in names if name not in head]
    if wrong or not isinstance(value.get("remarks"), list):
        return refused(f"it has no {', '.join(wrong) or 'remarks'}")
    given = []
    for number, each in enumerate(value["remarks"], 1):
        fields = {name: each.get(name, "") for name in Given.__dataclass_fields__} if isinstance(each, dict) else {}
        if not fields or not all(isinstance(field, str) for field in fields.values()) or not fields["remark"].strip():
            return refused(f"its remark {number} has no words, or something in it that is none")
        given.append(Given(**fields))
    return Sent(file=file, **head, remarks=tuple(given))


def placed(sent: Sent, sections: Sequence[Section]) -> Iterator[tuple[Remark, Problem | None]]:
    """Yield each remark at its line of today, with M003 or M004 where the paragraph is not what it was."""
    every = [each for section in sections for each in section.paragraphs]
    by_number = {each.number: each for each in every}
    by_section = {section.id: section.paragraphs for section in sections}
    by_hash: dict[str, Paragraph] = {each.hash: each for each in reversed(every)}
    for given in sent.remarks:
        now, state = by_number.get(given.paragraph), "same"
        if now is None or now.hash != given.hash:
            elsewhere = by_hash.get(given.hash)
            like = _like(given.text, by_section.get(given.paragraph.rpartition("-")[0], ()))
            now, state = (elsewhere, "moved") if elsewhere else (like, "changed" if like else "gone")
        place = now.place if now else _place(given.place)
        remark = Remark(
            place=place,
            paragraph=now.number if now else given.paragraph,
            text=shorten(now.text if now else given.text, 200),
            remark=given.remark.strip(),
            role=sent.role,
            language=sent.language,
            audience=sent.audience,
            state=state,  # type: ignore[arg-type]
            file=sent.file,
        )
        code = {"changed": "M003", "gone": "M004"}.get(state)
        values = {"paragraph": given.paragraph, "text": shorten(given.text), "file": sent.file}
        yield remark, problem(code, place, **values) if code else None


def in_order(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Return remarks by file and line, then by who made them; the same one only once."""

    def key(each: Remark) -> tuple[str, int, str, str, str]:
        return (each.place.file or "", each.place.line or 0, each.paragraph, each.role, each.remark)

    return tuple(sorted(dict.fromkeys(remarks), key=key))


def as_text(remarks: Sequence[Remark]) -> str:
    """Return one line of source, then each remark on it, indented."""
    lines = []
    for (place, paragraph), own in groupby(remarks, key=lambda each: (str(each.place), each.paragraph)):
        found = list(own)
        lines.append(f"{place}  {paragraph}\n  “{shorten(found[0].text)}”")
        lines += [f"  {_who(each)}: {' '.join(each.remark.split())}" for each in found]
    return "\n".join(lines)


def as_markdown(remarks: Sequence[Remark]) -> str:
    """Return a list to work through, with a box to tick for each remark."""
    lines = ["# Remarks", ""]
    for file, inside in groupby(remarks, key=lambda each: each.place.file or "?"):
        lines += [f"## {file}", ""]
        for (line, paragraph), own in groupby(inside, key=lambda each: (each.place.line, each.paragraph)):
            found = list(own)
            lines += [f"**{'' if line is None else f'line {line}, '}{paragraph}** {_escaped(found[0].text)}", ""]
            lines += [f"- [ ] {_who(each)}: {_escaped(' '.join(each.remark.split()))}" for each in found]
            lines.append("")
    return "\n".join(lines)


def as_csv(remarks: Sequence[Remark]) -> bytes:
    """Return a table with a line for each remark."""
    return workbook.as_csv(_table(remarks))


def as_xlsx(remarks: Sequence[Remark]) -> bytes:
    """Return the same table as a workbook. Raises OutsideMissing without XlsxWriter."""
    return workbook.as_xlsx({"Remarks": _table(remarks)})


def _table(remarks: Sequence[Remark]) -> list[Sequence[str]]:
    return [COLUMNS, *(each.row() for each in remarks)]


def as_values(remarks: Sequence[Remark]) -> list[Mapping[str, Any]]:
    """Return what a machine reads: the columns, with file and line apart."""
    rows = [dict(zip(COLUMNS, each.row(), strict=True)) for each in remarks]
    return [
        {**row, "place": {"file": each.place.file, "line": each.place.line}}
        for row, each in zip(rows, remarks, strict=True)
    ]


WRITERS: dict[str, Callable[[Sequence[Remark]], str | bytes]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".csv": as_csv,
    ".xlsx": as_xlsx,
}


def _like(text: str, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """Return the paragraph of a section that has most of the words of another; None when none has half of them."""
    matched = get_close_matches(text, [each.text[:200] for each in paragraphs], n=1, cutoff=0.5)
    return next((each for each in paragraphs if matched and each.text[:200] == matched[0]), None)


def _place(text: str) -> Place:
    """Return the place that a reviewer's file names, which may be anything."""
    file, _, rest = text.partition(":")
    line = rest.partition(":")[0]
    return Place(file=shorten(file) or None, line=int(line) if line.isascii() and line.isdigit() else None)


def _who(each: Remark) -> str:
    state = {
        "moved": ", the paragraph has moved",
        "changed": ", before the text changed",
        "gone": ", on a text that is gone",
    }
    return f"{each.role} ({each.language}{state.get(each.state, '')})"


def _escaped(text: str) -> str:
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|" else each for each in text)
