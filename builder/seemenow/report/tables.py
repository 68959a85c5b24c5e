"""What is published, in words for people and as values for machines. Only ranges are used, never what was hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from babel.dates import format_skeleton

from .codebook import Asked
from .counting import HIGH, LOW, MIDDLE, REST, UNKNOWN
from .disclosure import FEW, Range, Shown, Table

Texts = Mapping[str, Any]
MOST_LETTERS = 150  # of a case under its question


@dataclass(frozen=True, kw_only=True)
class Published:
    everybody: int
    tables: tuple[Table, ...]
    shown: Mapping[str, tuple[Shown, ...]]
    asked: Mapping[str, Asked]
    made_on: date

    @property
    def suppressed(self) -> int:
        """Return how many counts are not shown as the number they are."""
        return sum(not range_.exact for rows in self.shown.values() for row in rows for _, range_ in row.cells)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A piece of a bar, from ``start`` on, in per cent. ``kind``: its class; ``maybe`` where only a range is known."""

    kind: str
    start: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """``small``: said under the name. ``heading``: stands over this line and those after it."""

    cells: tuple[str, ...]
    bars: tuple[Bar, ...] = ()
    small: str = ""
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A table to read: its first column names the line. ``steps``: months, and how many are done by then."""

    id: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    steps: tuple[tuple[str, Range], ...] = ()


def in_words(published: Published, texts: Texts) -> tuple[Words, ...]:
    made = [
        _progress(published, texts),
        _time(published, texts),
        _groups("school", published, texts),
        _groups("audience", published, texts),
        _questions(published, texts),
        _confidence(published, texts),
    ]
    return tuple(table for table in made if table is not None)


def values(published: Published) -> Iterator[dict[str, Any]]:
    """Yield each row of each table: a number where it is shown, else from where to where it lies."""
    for table in published.tables:
        name, _, question = table.name.partition(" ")
        for row in published.shown[table.name]:
            yield {
                "table": name,
                "group": row.label or question,
                "people": row.total,
                "counts": {cell.label: number(range_) for cell, range_ in row.cells},
            }


def number(range_: Range) -> int | dict[str, int]:
    return range_.low if range_.exact else {"from": range_.low, "to": range_.high}


def counted(range_: Range, total: int, texts: Texts) -> str:
    if range_.exact:
        return str(range_.low)
    if range_ == FEW:
        return str(texts["fewer"])
    if (range_.low, range_.high) == (0, total):
        return str(texts["hidden"])
    return str(texts["at_least"]).format(number=range_.low)


def share(low: float, high: float, texts: Texts) -> str:
    """Return a share in per cent, never sharper than what is known."""
    low_text, high_text = f"{100 * low:.0f}", f"{100 * high:.0f}"
    if low_text == high_text:
        return str(texts["percent"]).format(number=low_text)
    if (low, high) == (0, 1):
        return str(texts["hidden"])
    if high == 1:
        return str(texts["percent_at_least"]).format(number=low_text)
    if low == 0:
        return str(texts["percent_at_most"]).format(number=high_text)
    return str(texts["percent_between"]).format(low=low_text, high=high_text)


def _progress(published: Published, texts: Texts) -> Words | None:
    rows = published.shown.get("progress")
    if not rows:
        return None
    (row,) = rows
    order = ["done", *(cell.label for cell, _ in row.cells if cell.label != "done")]
    lines = []
    for label in order:
        range_ = row[label]
        bars = _span(range_.low / row.total, range_.high / row.total, "done" if label == "done" else "rest")
        said = share(range_.low / row.total, range_.high / row.total, texts)
        lines.append(Line(cells=(texts["states"][label], counted(range_, row.total, texts), said), bars=bars))
    return Words(id="progress", columns=tuple(texts["tables"]["progress"]["columns"]), lines=tuple(lines))


def _time(published: Published, texts: Texts) -> Words | None:
    rows = published.shown.get("time")
    if not rows:
        return None
    (row,) = rows
    so_far = Range(low=0, high=0)
    lines: list[Line] = []
    steps: list[tuple[str, Range]] = []
    for cell, range_ in row.cells:
        if cell.label == "not done":
            continue
        undated = cell.label == "no date"
        label = texts["no_date"] if undated else _period(cell.label, texts["language"])
        if not undated:
            so_far += range_
            steps.append((_until(cell.label, texts["language"], is_first=not steps), so_far))
        sum_ = "" if undated else str(so_far.low) if so_far.exact else texts["at_least"].format(number=so_far.low)
        lines.append(Line(cells=(label, counted(range_, row.total, texts), sum_)))
    columns = tuple(texts["tables"]["time"]["columns"])
    return Words(id="time", columns=columns, lines=tuple(lines), steps=tuple(steps))


def _period(label: str, language: str) -> str:
    months = dict.fromkeys(label.split("/"))
    return " – ".join(format_skeleton("yMMM", date.fromisoformat(f"{month}-01"), locale=language) for month in months)


def _until(label: str, language: str, *, is_first: bool) -> str:
    """Return the last month of a period, with its year where that is news."""
    month = date.fromisoformat(f"{label.partition('/')[2]}-01")
    return str(format_skeleton("yMMM" if is_first or month.month == 1 else "MMM", month, locale=language))


def _groups(id_: str, published: Published, texts: Texts) -> Words | None:
    rows = published.shown.get(id_)
    if not rows:
        return None
    special = {REST: texts["others"], UNKNOWN: texts["unknown"]}
    lines = []
    for row in sorted(rows, key=lambda row: (row.label in special, row.label.casefold())):
        done = row["done"]
        low, high = done.low / row.total, done.high / row.total
        cells = (
            special.get(row.label, row.label),
            str(row.total),
            counted(done, row.total, texts),
            share(low, high, texts),
        )
        lines.append(Line(cells=cells, bars=_span(low, high, "done")))
    return Words(id=id_, columns=tuple(texts["tables"][id_]["columns"]), lines=tuple(lines))


def _questions(published: Published, texts: Texts) -> Words | None:
    found = []
    for table in published.tables:
        kind, _, id_ = table.name.partition(" ")
        if kind != "question":
            continue
        (row,) = published.shown[table.name]
        missed, right = row["missed"], row["right"]
        low = missed.low / ((missed.low + right.high) or 1)
        high = missed.high / ((missed.high + right.low) or 1)
        asked = published.asked[id_]
        unseen = row.hidden
        line = Line(
            cells=(
                asked.text,
                counted(missed, row.total, texts),
                counted(right, row.total, texts),
                texts["hidden"] if unseen else share(low, high, texts),
            ),
            bars=() if unseen else _span(low, high, "missed"),
            small=shorten(asked.case, MOST_LETTERS, placeholder=" …"),
        )
        # By what is shown alone: an order by the true figures would tell more than the table.
        found.append((unseen, -(low + high), asked.text, line))
    if not found:
        return None
    columns = tuple(texts["tables"]["questions"]["columns"])
    return Words(
        id="questions", columns=columns, lines=tuple(each[-1] for each in sorted(found, key=lambda each: each[:3]))
    )


def _confidence(published: Published, texts: Texts) -> Words | None:
    lines: list[Line] = []
    for table in published.tables:
        when, _, id_ = table.name.partition(" ")
        if when not in ("before", "after"):
            continue
        (row,) = published.shown[table.name]
        ranges = [row[level] for level in (LOW, MIDDLE, HIGH)]
        asked = published.asked[id_]
        first = published.asked[asked.before] if asked.before else asked
        cells = (texts[when], *(counted(range_, row.total, texts) for range_ in ranges))
        bars = () if row.hidden else _stacked(ranges)
        lines.append(Line(cells=cells, bars=bars, heading=first.text if when == "before" else ""))
    if not lines:
        return None
    return Words(id="confidence", columns=tuple(texts["tables"]["confidence"]["columns"]), lines=tuple(lines))


def _span(low: float, high: float, kind: str) -> tuple[Bar, ...]:
    """Return a bar up to ``low``, and what may come on top up to ``high``."""
    sure = Bar(kind=kind, start=0, width=round(100 * low, 2))
    maybe = Bar(kind="maybe", start=round(100 * low, 2), width=round(100 * (high - low), 2))
    return tuple(bar for bar in (sure, maybe) if bar.width > 0 and not (bar.kind == "maybe" and (low, high) == (0, 1)))


def _stacked(ranges: Sequence[Range]) -> tuple[Bar, ...]:
    """Return one bar of all: each as long as is surely known, the rest of it as what may be."""
    whole = sum(range_.high for range_ in ranges) or 1
    bars, at = [], 0.0
    for range_, kind in zip(ranges, (LOW, MIDDLE, HIGH), strict=True):
        for width, name in ((range_.low, kind), (range_.high - range_.low, f"maybe {kind}")):
            if width:
                bars.append(Bar(kind=name, start=round(at, 2), width=round(100 * width / whole, 2)))
                at += 100 * width / whole
    return tuple(bars)
