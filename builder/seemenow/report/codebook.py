"""The code book of a release, read back: what each id in an export asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from .database import read_into
from .faults import Refused, fault
from .layouts import recognise
from .sources import Source


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question. ``right``: letters, in order where that counts. ``before``: the id of the same one, asked earlier."""

    id: str
    type: str
    text: str
    case: str
    part: str
    right: tuple[str, ...]
    before: str | None


def read(db: DuckDBPyConnection, source: Source, language: str) -> Mapping[str, Asked]:
    """Return the questions by their ids, in the order of the book; texts in ``language`` where it has them.

    Raises Refused when it is no code book.
    """
    layout = recognise(source.headings) if source.form == "table" else None
    if layout is None or layout.kind != "codebook":
        raise Refused(fault("D007", source.file))
    names = ("interaction", "language", "part", "type", "case", "question", "right", "before")
    columns = layout.columns
    chosen = {name: f"plain(c{columns[name]})" if name in columns else "NULL" for name in names}
    quoted = ", ".join(f'"{name}"' for name in names)
    read_into(db, "texts_codebook", ", ".join(f'{sql} AS "{name}"' for name, sql in chosen.items()), source)
    rows = db.execute(f"SELECT {quoted} FROM texts_codebook").fetchall()
    found: dict[str, Asked] = {}
    for id_, its_language, part, type_, case, text, right, before in rows:
        if not id_ or (id_ in found and its_language != language):
            continue
        found[id_] = Asked(
            id=id_,
            type=type_ or "",
            text=text or id_,
            case=case or "",
            part=part or "",
            right=tuple(each.strip() for each in (right or "").split(",") if each.strip()),
            before=before,
        )
    return found
