"""A report gives no group of fewer than five away, neither in a table nor by working it out from all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from seemenow.report.codebook import Asked
from seemenow.report.counting import counted
from seemenow.report.disclosure import Cell, Range, Row, Table, knowable, merged, protect
from seemenow.report.tables import number

ASKED = {
    "q": Asked(id="q", type="single", text="?", case="", part="", right=("a",), before=None),
    "b": Asked(id="b", type="confidence", text="?", case="", part="", right=(), before=None),
    "c": Asked(id="c", type="confidence", text="?", case="", part="", right=(), before="b"),
}
SCHOOLS, AUDIENCES, MONTHS = "ABCDE", "xyz", ("2026-01", "2026-02", "2026-03", "2026-06", None)

person = st.tuples(
    st.sampled_from(SCHOOLS),
    st.sampled_from(AUDIENCES),
    st.sampled_from(("done", "done", "under way", "not started")),
    st.sampled_from(MONTHS),
    st.sampled_from(("a", "x", None)),
    st.integers(1, 5),
    st.integers(1, 5),
)
# Groups of very different sizes: the same person several times.
crowd = st.lists(st.tuples(person, st.integers(1, 14)), min_size=1, max_size=14).map(
    lambda groups: [one for one, times in groups for _ in range(times)]
)


def tables_of(people: list[tuple[Any, ...]]) -> tuple[Table, ...]:
    with duckdb.connect() as db:
        db.execute("CREATE TABLE learners (who INT, school TEXT, audience TEXT, state TEXT, done_at TIMESTAMP)")
        db.execute("CREATE TABLE answers (n INT, code INT, value INT)")
        learners, answers = [(0, "", "", "", None)], [(0, 0, 0)]
        for who, (school, audience, state, month, answer, before, after) in enumerate(people, 1):
            is_done = state == "done"
            learners.append((who, school, audience, state, f"{month}-02" if is_done and month else None))
            if state != "not started":
                answers += [(who, 0, int(answer == "a"))] if answer else []
                answers += [(who, 1, before)] + ([(who, 2, after)] if is_done else [])
        db.executemany("INSERT INTO learners VALUES (?, ?, ?, ?, ?)", learners)
        db.executemany("INSERT INTO answers VALUES (?, ?, ?)", answers)
        db.execute("DELETE FROM learners WHERE who = 0; DELETE FROM answers WHERE n = 0")
        return counted(db, ASKED).tables


class Attack:
    """An integer programme of all that the published tables say; it knows nothing else of the people.

    Its people are told apart by school, audience and what the table over time says of them; the tables on questions and
    on confidence speak of the same people, and share with the others only how many there are.
    """

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self.rows: list[tuple[dict[int, int], int, int]] = []
        self.size = 0
        self.targets: list[dict[int, int]] = []
        published = protect(tables)
        self.by_name = {table.name: (table, published[table.name]) for table in tables}
        self._crossed()
        self._alone()

    def _crossed(self) -> None:
        axes = []
        for name in ("school", "audience"):
            axes.append([row.label for row in self.by_name[name][1]] if name in self.by_name else [""])
        progress = [cell.label for cell, _ in self.by_name["progress"][1][0].cells if cell.label != "done"]
        periods = ["done"]
        if "time" in self.by_name:
            periods = [cell.label for cell, _ in self.by_name["time"][1][0].cells if cell.shared]
        kinds = [*progress, *periods]
        people = {
            (school, audience, kind): self._variable() for school in axes[0] for audience in axes[1] for kind in kinds
        }

        def sum_of(school: str | None = None, audience: str | None = None, wanted: list[str] = kinds) -> dict[int, int]:
            return {
                at: 1
                for (its_school, its_audience, kind), at in people.items()
                if school in (None, its_school) and audience in (None, its_audience) and kind in wanted
            }

        for name in ("progress", "time", "school", "audience"):
            for row in self.by_name[name][1] if name in self.by_name else ():
                where = {name: row.label} if name in ("school", "audience") else {}
                self._say(sum_of(**where), row.total, row.total)
                for cell, range_ in row.cells:
                    wanted = periods if cell.label == "done" else progress if cell.label == "not done" else [cell.label]
                    total = sum_of(**where, wanted=wanted)
                    self._say(total, range_.low, range_.high)
                    if not range_.exact:
                        self.targets.append(total)
        for name in ("school", "audience"):
            hidden = [row.label for row in (self.by_name[name][1] if name in self.by_name else ()) if row.hidden]
            for pair in combinations(hidden, 2):
                for wanted in (periods, progress):
                    sums = [sum_of(**{name: each}, wanted=wanted) for each in pair]
                    self.targets.append(sums[0] | sums[1])
        self.targets += [sum_of(wanted=periods), sum_of(wanted=progress)]
        # Who is both of this school and of this audience.
        for school in axes[0][:2]:
            for audience in axes[1][:2]:
                self.targets += [sum_of(school, audience, wanted) for wanted in (periods, progress)]

    def _alone(self) -> None:
        shared: dict[str, dict[int, int]] = {}
        for name, (table, rows) in self.by_name.items():
            if name in ("progress", "time", "school", "audience"):
                continue
            (row,) = rows
            at = {cell.label: self._variable() for cell, _ in row.cells}
            self._say(dict.fromkeys(at.values(), 1), row.total, row.total)
            for cell, range_ in row.cells:
                self._say({at[cell.label]: 1}, range_.low, range_.high)
                self.targets.append({at[cell.label]: 1})
            if table.shares:
                part = {at[cell.label]: 1 for cell, _ in row.cells if cell.shared}
                if table.shares in shared:
                    self._say(shared[table.shares] | {k: -v for k, v in part.items()}, 0, 0)
                shared[table.shares] = part
                self.targets.append(part)

    def _variable(self) -> int:
        self.size += 1
        return self.size - 1

    def _say(self, weights: dict[int, int], low: int, high: int) -> None:
        self.rows.append((weights, low, high))

    def found(self) -> Iterator[tuple[int, int]]:
        """Yield the least and the most of every group that has surely somebody, and surely fewer than five."""
        matrix = np.zeros((len(self.rows), self.size))
        for line, (weights, _, _) in enumerate(self.rows):
            for at, weight in weights.items():
                matrix[line, at] = weight
        known = LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])
        for weights in self.targets:
            goal = np.zeros(self.size)
            goal[list(weights)] = 1
            least = self._best(goal, known)
            if least >= 1:
                most = -self._best(-goal, known)
                if most < 5:
                    yield least, most

    def _best(self, goal: Any, known: LinearConstraint) -> int:
        done = milp(goal, constraints=known, bounds=Bounds(0, np.inf), integrality=np.ones(self.size))
        assert done.success
        return round(done.fun)


@settings(max_examples=int(os.environ.get("EXAMPLES", "8")), deadline=None)
@given(crowd)
def test_no_group_under_five_follows_from_all_published_tables(people: list[tuple[Any, ...]]) -> None:
    tables = tables_of(people)
    if tables:
        assert list(Attack(tables).found()) == []


def test_the_attack_finds_what_a_report_without_protection_gives_away(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [("A", "x", "done", "2026-01", "a", 1, 5)] * 9 + [("B", "x", "under way", None, "x", 1, 1)] * 3
    people += [("B", "y", "done", "2026-01", "a", 2, 2)] * 8
    tables = tables_of(people)
    assert list(Attack(tables).found()) == []
    monkeypatch.setattr("seemenow.report.disclosure._betrays", lambda *_: False)
    naked = Range(low=3, high=3)
    monkeypatch.setattr("seemenow.report.disclosure.FEW", naked)
    assert (3, 3) in list(Attack(tables).found())


def group(name: str, waiting: int, done: int) -> Row:
    cells = (Cell(label="not done", count=waiting), Cell(label="done", count=done, shared=True))
    return Row(label=name, cells=cells)


def shown(*rows: Row) -> list[list[Any]]:
    table = Table(name="school", rows=rows, shares="done")
    whole = group("", sum(row.cells[0].count for row in rows), sum(row.cells[1].count for row in rows))
    found = protect([Table(name="progress", rows=(whole,), shares="done"), table])
    return [[number(range_) for _, range_ in row.cells] for row in found["school"]]


def test_groups_of_five_and_more_are_shown_as_they_are() -> None:
    assert shown(group("A", 6, 9), group("B", 20, 5)) == [[6, 9], [20, 5]]


def test_a_small_cell_takes_its_counterpart_and_one_more_row_along() -> None:
    """Else the total of all schools would give the small cell."""
    few, rest = {"from": 0, "to": 4}, {"from": 16, "to": 20}
    nothing = {"from": 0, "to": 12}
    assert shown(group("A", 2, 18), group("B", 6, 6), group("C", 30, 40)) == [[few, rest], [nothing, nothing], [30, 40]]


def test_four_and_none_look_the_same() -> None:
    assert shown(group("A", 0, 20), group("B", 6, 6)) == shown(group("A", 0, 20), group("B", 6, 6))
    for few in (0, 1, 4):
        (first, *_) = shown(group("A", few, 20 - few), group("B", 16, 16), group("C", 30, 30))
        assert first == [{"from": 0, "to": 4}, {"from": 16, "to": 20}]


def test_small_schools_go_together_and_take_a_larger_one_along_if_they_must() -> None:
    assert merged({"A": (1, 2), "B": (2, 2), "C": (5, 5)}, "rest") == {"C": (5, 5), "rest": (3, 4)}
    assert merged({"A": (1, 2), "B": (8, 2), "C": (5, 4)}, "rest") == {"B": (8, 2), "rest": (6, 6)}


def test_what_one_table_says_about_the_sum_counts_in_the_others() -> None:
    """All but two are done: the months may not add up to the number of those who are."""
    months = Row(
        label="",
        cells=(
            Cell(label="2026-01/2026-01", count=8, shared=True),
            Cell(label="2026-02/2026-02", count=30, shared=True),
            Cell(label="not done", count=2),
        ),
    )
    tables = [
        Table(name="progress", rows=(group("", 2, 38),), shares="done"),
        Table(name="time", rows=(months,), shares="done"),
    ]
    found = protect(tables)
    assert found["time"][0]["2026-02/2026-02"] == Range(low=28, high=32)
    assert knowable(tables[0], tables, found)[0] == Range(low=36, high=40)
