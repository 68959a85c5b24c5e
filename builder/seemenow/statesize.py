"""How long the packed state of a course can become: the twin of ``worstCase`` in scorm/runtime/state.js.

The runtime's tests compare the two. docs/tracking.md explains each number.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

# SCORM 1.2 RTE 3.4: suspend_data holds 4,096 characters. The rest is room for editions to come.
LIMIT = 3500

HEAD_BITS = 48 + 24 + 12 + 1 + 7 + 8 + 2 * 12 + 4  # nonce, sequence, visit, complete, best, tries, place, language
FILM_BITS = 12  # seconds
ANSWER_BITS = 1 + 10 + 5 + 1  # given, interaction index, number of options, right; then the answer
LETTERS_BITS = 8
MARKS_BITS = 12 * 10  # the answer where moments of a film were marked: half seconds
SECTION_CHARACTERS = 2 + 3  # dot and letter, checksum


def worst_case(layout: Mapping[str, Any]) -> int:
    """Return the length in characters of the longest state that a learner of this course can have.

    ``layout`` has the shape of ``Layout`` in scorm/runtime/types.js.
    """
    sections = (
        HEAD_BITS,
        len(layout["pages"]),
        len(layout["stories"]) * FILM_BITS,
        sum(
            ANSWER_BITS + (MARKS_BITS if question.get("kind") == "marks" else question.get("options", LETTERS_BITS))
            for question in layout["questions"]
        ),
        len(layout["questions"]),  # drawn for the attempt
    )
    return 1 + sum(SECTION_CHARACTERS + ceil(bits / 5) for bits in sections)
