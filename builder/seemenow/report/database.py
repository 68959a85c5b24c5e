"""Questions to the database that have one answer, and files as its tables."""

from __future__ import annotations

import duckdb
from duckdb import DuckDBPyConnection

from .faults import Refused, unclosed
from .sources import Source, tidied


def one(db: DuckDBPyConnection, query: str, *values: object) -> tuple[object, ...]:
    """Return the one row that a query gives."""
    row = db.execute(query, list(values)).fetchone()
    assert row is not None
    return row


def count(db: DuckDBPyConnection, query: str, *values: object) -> int:
    found = one(db, query, *values)[0]
    return int(str(found or 0))


def read_into(db: DuckDBPyConnection, table: str, columns: str, source: Source) -> int:
    """Make a table of the columns of a source; return how many rows had another number of columns than its headings.

    Refuses a file in which a row with a quotation mark runs over lines and is none: it has swallowed others.
    """
    try:
        db.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM {source.sql}")
        broken, swallowing = one(
            db,
            "SELECT count(DISTINCT line), min(line) FILTER (error_type = 'UNQUOTED VALUE'"
            " AND regexp_matches(csv_line, '[\\r\\n]')) FROM reject_errors",
        )
        if swallowing:
            raise Refused(unclosed(source.file, int(str(swallowing))))
    except duckdb.Error:
        source, broken = tidied(source)
        db.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM {source.sql}")
    db.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
    return int(str(broken))
