"""What the builder adds to an author's file leaves every word and remark of it where it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seemenow.authoring.edit import CannotEdit, inserted

CONTACTS = """\
# Who helps.
contacts:   # in any order
  - id: one
    note: >-
      Folded words
      # with a mark that is no remark

  # the second
  - {id: two}  # short
  # under the second

# The end
last: [a, b]
"""


def test_an_entry_comes_after_the_last_and_every_line_stays() -> None:
    after = inserted(CONTACTS, ["contacts"], "id: three\nnote: words")
    added = ["  - id: three", "    note: words"]
    assert [line for line in after.split("\n") if line not in added] == CONTACTS.split("\n")
    assert after.index("{id: two}") < after.index("id: three") < after.index("# The end")


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("parts: [a, b]  # in order\n", None, "parts: [a, b, new]  # in order\n"),
        ("parts: [a, b]\n", "b", "parts: [a, new, b]\n"),
        ("parts: [ ]", None, "parts: [new ]"),
        ("parts:\n- a\n- b\nid: x\n", "b", "parts:\n- a\n- new\n- b\nid: x\n"),
        ("parts:\n  - a", None, "parts:\n  - a\n  - new\n"),
        ("\ufeffparts:\r\n  - a\r\n", None, "\ufeffparts:\r\n  - a\r\n  - new\r\n"),
        ("parts: [a,\n  # second\n  b,\n]\n", None, "parts: [a,\n  # second\n  b, new,\n]\n"),
    ],
)
def test_a_list_keeps_its_layout(text: str, before: str | None, expected: str) -> None:
    assert inserted(text, ["parts"], "new", before=before) == expected


def test_an_empty_list_begins_a_block() -> None:
    assert inserted("a: 1\ncontacts: []\nb: 2\n", ["contacts"], "id: x\nn: y") == (
        "a: 1\ncontacts:\n  - id: x\n    n: y\nb: 2\n"
    )


@pytest.mark.parametrize("text", ["contacts: [{id: a}]\n", "contacts: words\n", "other: []\n", "contacts: [\n", ""])
def test_what_cannot_be_changed_safely_is_refused(text: str) -> None:
    with pytest.raises(CannotEdit):
        inserted(text, ["contacts"], "id: x\nn: y")


@settings(max_examples=200, deadline=None)
@given(
    items=st.lists(st.sampled_from(["- a", "- id: b\n  n: c", "- >-\n  d\n  # e", "- {f: g}", "- 'h'"]), min_size=1),
    remarks=st.lists(st.sampled_from(["", "# at the margin", "  # inside", "\n"]), min_size=8, max_size=8),
    after=st.sampled_from(["", "last: x\n", "# end\nlast: x\n", "\n\n"]),
)
def test_whatever_stands_around_a_list_survives(items: list[str], remarks: list[str], after: str) -> None:
    body = "".join(f"{item}\n{remark}\n" for item, remark in zip(items, remarks, strict=False))
    text = f"list:\n{body}{after}"
    try:
        found = inserted(text, ["list"], "id: new\nmore: words")
    except CannotEdit:
        pytest.fail(text)
    rest = found.replace("- id: new\n  more: words\n", "", 1)
    assert rest.strip("\n") == text.strip("\n")
