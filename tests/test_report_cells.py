"""What stands in a cell of an export is read the same, whether it is told to be bare of all that needs care or not."""

from __future__ import annotations

import re

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from seemenow.report.worth import prepare

BLANKS = " \u00a0\u2009\u3000"
cell = st.text(alphabet="aZ09éz~-+=@'\"&#;" + BLANKS, max_size=9) | st.sampled_from(
    ("&amp;", "&#039;s", "&quot;a&quot;", '="1"', "'=1", "2026-11-22 10:00")
)


@pytest.fixture(scope="module")
def db() -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    prepare(db)
    return db


def careful(text: str) -> str | None:
    """Do for every cell what the database does for those that need it."""
    if text.startswith('="'):
        text = re.sub(r'^="(.*)"$', r"\1", text)
    elif text.startswith("'"):
        text = re.sub(r"^'([=+@＝＋＠－-])", r"\1", text)
    elif "&" in text:
        text = text.replace("&#039;", "'").replace("&quot;", '"').replace("&amp;", "&")
    return text.strip(BLANKS) or None


@given(text=cell, after=st.sampled_from(("", *BLANKS)), before=st.sampled_from(("", *BLANKS, "&amp;")))
@example(text="Oak", after=" ", before="")
@example(text="Oak", after="\u00a0", before="")
@example(text='="1"', after="", before="")
@example(text="'=1", after="", before="")
@example(text="Elm & Oak &amp; Ash", after="", before="Elm ")
def test_a_cell_is_read_with_care_wherever_it_needs_any(
    db: duckdb.DuckDBPyConnection, text: str, after: str, before: str
) -> None:
    written = before + text + after
    plain, given_ = db.execute("SELECT plain(x), given(x) FROM (SELECT ?::VARCHAR AS x)", [written]).fetchone() or ()
    assert plain == careful(written)
    bare = written.strip(BLANKS)
    assert given_ == (None if bare in ("", "-") else bare)
