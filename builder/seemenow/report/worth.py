"""Macros of the database: what stands in a cell, and what an answer is worth by the code book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from .codebook import Asked

MACROS = (
    # What Moodle escapes for HTML also in downloads; what spreadsheets and our own CSV put before text.
    # The dear functions, also trim, only where a cell needs them: most of a million are bare, which is cheap to tell.
    "CREATE MACRO bare(x) AS (x BETWEEN '0' AND '9~' OR x BETWEEN 'A' AND 'z~') AND NOT ends_with(x, ' ')"
    " AND NOT contains(x, '&') AND strlen(x) = length(x)",
    "CREATE MACRO plain(x) AS CASE WHEN bare(x) THEN x ELSE nullif(trim(CASE"
    " WHEN starts_with(x, '=\"') THEN regexp_replace(x, '^=\"(.*)\"$', '\\1')"
    " WHEN starts_with(x, '''') THEN regexp_replace(x, '^''([=+@＝＋＠－-])', '\\1')"
    " WHEN contains(x, '&') THEN replace(replace(replace(x, '&#039;', ''''), '&quot;', '\"'), '&amp;', '&')"
    " ELSE x END), '') END",
    "CREATE MACRO given(x) AS CASE WHEN bare(x) THEN x ELSE nullif(nullif(trim(x), ''), '-') END",
    "CREATE MACRO number(x) AS try_cast(replace(trim(replace(x, '%', '')), ',', '.') AS DOUBLE)",
    # '72,5/100' as a per cent; a maximum of its own counts.
    "CREATE MACRO per_cent(x) AS CASE WHEN contains(x, '/')"
    " THEN number(split_part(x, '/', 1)) * 100 / nullif(number(split_part(x, '/', 2)), 0) ELSE number(x) END",
)


def prepare(db: DuckDBPyConnection) -> None:
    for macro in MACROS:
        db.execute(macro)


def expect(db: DuckDBPyConnection, asked: Mapping[str, Asked]) -> None:
    """Make known which questions there are: ``code(id)`` gives their place, ``worth(…)`` what an answer is worth.

    That is 1 or 0 for right and wrong, from 1 to 5 on confidence, and NULL where nothing can be said.
    """
    names = ", ".join("'" + id_.replace("'", "''") + "'" for id_ in asked) or "''"
    rights = ", ".join(
        "[" + ", ".join("'" + each.replace("'", "''") + "'" for each in _in_order(question)) + "]::VARCHAR[]"
        for question in asked.values()
    )
    of_type = {
        name: ", ".join(str(at) for at, each in enumerate(asked.values()) if each.type == name) or "-1"
        for name in ("confidence", "ordering", "true-false")
    }
    # SCORM 2004 and xAPI write [,] and [.] where SCORM 1.2 and spreadsheets have a comma.
    plain = "replace(replace(replace(replace(response, '[,]', ','), '[.]', '.'), ' ', ''), ';', ',')"
    letters = f"string_split({plain}, ',')"
    right = f"[{rights or 'NULL'}][code + 1]"
    db.execute(f"CREATE TYPE questions AS ENUM ({names})")
    db.execute("CREATE MACRO code(id) AS CAST(enum_code(try_cast(id AS questions)) AS SMALLINT)")
    db.execute(
        "CREATE MACRO worth(code, response, result) AS CAST(CASE WHEN code IS NULL THEN NULL"
        f" WHEN code IN ({of_type['confidence']}) THEN try_cast(response AS TINYINT)"
        " WHEN lower(result) IN ('correct', 'true') THEN 1"
        " WHEN lower(result) IN ('wrong', 'incorrect', 'false') THEN 0"
        f" WHEN code IN ({of_type['ordering']}) THEN CAST({letters} = {right} AS TINYINT)"
        f" WHEN code IN ({of_type['true-false']}) THEN CAST(left(lower(response), 1) = left({right}[1], 1) AS TINYINT)"
        f" ELSE CAST(list_sort({letters}) = {right} AS TINYINT) END AS TINYINT)"
    )


def _in_order(question: Asked) -> Sequence[str]:
    return question.right if question.type == "ordering" else sorted(question.right)
