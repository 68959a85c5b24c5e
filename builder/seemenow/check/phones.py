"""Phone numbers that stand in texts, where nobody sees whether they still hold (G008)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scormkit.problems import Problem

from ..catalogue import problem
from ..model import Text
from .letters import as_seen

# With the sign of a country (+31, 0031) or without, the zero after it in brackets or not; parted by blanks and hyphens.
WRITTEN = re.compile(
    r"(?<![\d-])(?:\+\d{1,3}[- \u2010-\u2013]?(?:\(0\))?|\(?0\d{1,3}\)?)[- \u2010-\u2013]{0,3}\d[\d \u2010-\u2013-]{3,}"
)
OF_CONTACTS = "guidance/contacts/"  # where their hours and notes stand


def faults(text: Text) -> Iterator[Problem]:
    """Yield G008 for each number in a text, but not in those of contacts."""
    if not text.context.startswith(OF_CONTACTS):
        for match in WRITTEN.finditer(as_seen(text)):
            yield problem("G008", text.place, phone=match.group().strip())
