"""Phone numbers that stand in texts, where nobody sees whether they still hold (G008)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scormkit.problems import Problem

from ..catalogue import problem
from ..model import Text

# With the sign of a country (+31, 0031) or without, the zero after it in brackets or not.
WRITTEN = re.compile(
    r"(?<![\d-])(?:\+\d{1,3}[- \u00a0\u2011]?(?:\(0\))?|\(?0\d{1,3}\)?)[- \u00a0\u2011]?\d[\d \u00a0\u2011-]{3,}"
)
OF_CONTACTS = "guidance/contacts/"  # where their hours and notes stand


def faults(text: Text) -> Iterator[Problem]:
    """Yield G008 for each number in a text, but not in those of contacts."""
    if not text.context.startswith(OF_CONTACTS):
        for match in WRITTEN.finditer(text):
            yield problem("G008", text.place, phone=match.group().strip())
