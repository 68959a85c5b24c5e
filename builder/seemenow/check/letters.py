"""Words as a reader sees them, so that what is compared cannot hide behind how its letters are written."""

from __future__ import annotations

import re
import unicodedata

# Not seen: what joins and parts letters, directs them or chooses how they look.
UNSEEN = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
ACCENTS = re.compile(r"[\u0300-\u036f]")


def as_seen(words: str) -> str:
    """Return words in letters and digits that are written one way, also wide and styled ones, and nothing unseen."""
    return words if words.isascii() else UNSEEN.sub("", unicodedata.normalize("NFKC", words))


def without_accents(words: str) -> str:
    """Return words without accents, which may only stress: vríjwillig."""
    return words if words.isascii() else ACCENTS.sub("", unicodedata.normalize("NFD", words))
