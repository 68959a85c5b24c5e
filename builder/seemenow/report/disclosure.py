"""What may be shown of counts, so that no group of fewer than five can be read in a report or worked out from it.

A row is a number of people, split into cells. Row totals are shown; each cell is shown as a range:

* five or more: the number itself;
* fewer, none included: ``0 to 4``. None is not told apart, or "fewer than five" would mean that there is somebody;
* where a row has such a cell its largest cell is shown as ``at least``, so that nothing follows from the total;
* where a row has fewer than five people a cell, nothing. That depends on the total alone, so it tells nothing either.

Tables that share a sum (all who are done: over time, by school, by audience) are looked at together: what one says
about the sum narrows the others. The sums form a tree: cell, part of a row, shared sum. On a tree, narrowing each sum
by its neighbours gives exactly the values that are possible, and two tables that agree on the shared sum always go
together: there are people who fit both. So ``protect`` knows all that a reader can know, and hides more rows until no
range lies within 1 to 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, kw_only=True)
class Range:
    """What is shown of a count: everything from ``low`` to ``high``."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def betrays(self) -> bool:
        """Whether there is surely somebody, and surely fewer than five."""
        return self.low >= 1 and self.high < LEAST

    def __and__(self, other: Range) -> Range:
        return Range(low=max(self.low, other.low), high=min(self.high, other.high))

    def __add__(self, other: Range) -> Range:
        return Range(low=self.low + other.low, high=self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return Range(low=self.low - other.high, high=self.high - other.low)


FEW = Range(low=0, high=LEAST - 1)
NOBODY = Range(low=0, high=0)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """``shared``: it counts towards the sum that the table shares with others."""

    label: str
    count: int
    shared: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    label: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Table:
    """``shares``: the name of the sum of its shared cells, if other tables have it too."""

    name: str
    rows: tuple[Row, ...]
    shares: str | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A row as a reader gets it: its total, and a range for each cell."""

    label: str
    total: int
    cells: tuple[tuple[Cell, Range], ...]

    def __getitem__(self, label: str) -> Range:
        return next(range_ for cell, range_ in self.cells if cell.label == label)

    @property
    def hidden(self) -> bool:
        return all((range_.low, range_.high) == (0, self.total) for _, range_ in self.cells)


def protect(tables: Iterable[Table]) -> dict[str, tuple[Shown, ...]]:
    """Return what may be shown of each table, by its name."""
    tables = list(tables)
    shown = {table.name: tuple(_first(row) for row in table.rows) for table in tables}
    while True:
        found = next((table for table in tables if _betrays(table, tables, shown)), None)
        if found is None:
            return shown
        shown[found.name] = _with_less(shown[found.name])


def merged(counts: Mapping[str, Sequence[int]], rest: str) -> dict[str, tuple[int, ...]]:
    """Return groups of at least five people each: the small ones together, under the name ``rest``.

    How many went into it is not told, nor which: with the number one could say that each has fewer than five.
    """
    by_size = sorted(counts, key=lambda name: (sum(counts[name]), name))
    small = [name for name in by_size if sum(counts[name]) < LEAST]
    for name in by_size[len(small) :]:
        if not small or sum(sum(counts[each]) for each in small) >= LEAST:
            break
        small.append(name)
    kept = {name: tuple(counts[name]) for name in sorted(counts) if name not in small}
    if small:
        kept[rest] = tuple(sum(column) for column in zip(*(counts[name] for name in small), strict=True))
    return kept


def _first(row: Row) -> Shown:
    """Show a row for itself."""
    counts = [cell.count for cell in row.cells]
    few = sum(count < LEAST for count in counts)
    if row.total < LEAST * len(counts) or few == len(counts):
        return _hidden(row.label, row.total, row.cells)
    ranges = [Range(low=count, high=count) if count >= LEAST else FEW for count in counts]
    if few:
        largest = counts.index(max(counts))
        left = row.total - sum(each.low for at, each in enumerate(ranges) if at != largest and each.exact)
        ranges[largest] = Range(low=max(LEAST, left - few * FEW.high), high=left)
    return Shown(label=row.label, total=row.total, cells=tuple(zip(row.cells, ranges, strict=True)))


def _hidden(label: str, total: int, cells: Iterable[Cell]) -> Shown:
    return Shown(label=label, total=total, cells=tuple((cell, Range(low=0, high=total)) for cell in cells))


def _with_less(rows: Sequence[Shown]) -> tuple[Shown, ...]:
    """Hide one more row: of those that are shown in numbers the smallest, or else of those shown in ranges."""
    at = min(
        (at for at, row in enumerate(rows) if not row.hidden),
        key=lambda at: (not all(range_.exact for _, range_ in rows[at].cells), rows[at].total, at),
    )
    less = _hidden(rows[at].label, rows[at].total, (cell for cell, _ in rows[at].cells))
    return (*rows[:at], less, *rows[at + 1 :])


def _betrays(table: Table, tables: Sequence[Table], shown: Mapping[str, Sequence[Shown]]) -> bool:
    if all(row.hidden for row in shown[table.name]):
        return False
    return any(each.betrays for each in knowable(table, tables, shown))


def knowable(table: Table, tables: Sequence[Table], shown: Mapping[str, Sequence[Shown]]) -> list[Range]:
    """Return what a reader of all tables can know of the cells and parts of this one, and of its sum."""
    rows = shown[table.name]
    everybody = sum(row.total for row in rows)
    total = _sum(_part(row) for row in rows)
    for other in tables:
        if table.shares and other.shares == table.shares:
            total &= _sum(_part(row) for row in shown[other.name])
    found = [total, Range(low=everybody - total.high, high=everybody - total.low)]
    parts = [_part(row) for row in rows]
    whole = _sum(parts)
    for row, part in zip(rows, parts, strict=True):
        others = Range(low=whole.low - part.low, high=whole.high - part.high)
        part &= total - others
        found += [part, Range(low=row.total - part.high, high=row.total - part.low)]
        found += _cells(row, part)
    return found


def _part(row: Shown) -> Range:
    """Return what the row itself says about the sum of its shared cells."""
    inside = _sum(range_ for cell, range_ in row.cells if cell.shared)
    outside = _sum(range_ for cell, range_ in row.cells if not cell.shared)
    return inside & Range(low=row.total - outside.high, high=row.total - outside.low)


def _cells(row: Shown, part: Range) -> list[Range]:
    """Return what is possible for each cell once the part of the shared ones is known so well."""
    found = []
    rest = Range(low=row.total - part.high, high=row.total - part.low)
    for side, whole in ((True, part), (False, rest)):
        ranges = [range_ for cell, range_ in row.cells if cell.shared is side]
        everything = _sum(ranges)
        for each in ranges:
            others = Range(low=everything.low - each.low, high=everything.high - each.high)
            found.append(each & (whole - others))
    return found


def _sum(ranges: Iterable[Range]) -> Range:
    total = NOBODY
    for each in ranges:
        total += each
    return total
