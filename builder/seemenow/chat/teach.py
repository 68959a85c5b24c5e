"""Let the chat learn from its wordings, when what it learnt is not of today."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..model import Chat, Learnt
from . import ask, knowledge


def taught(known: Chat, language: str, assets: Path) -> Chat:
    """Return the chat with what it learnt from its wordings as they are now: what is kept, else learnt on the spot."""
    if knowledge.is_taught(known, language):
        return known
    weights = ask.learn(knowledge.lesson(known, language), assets)
    learnt = Learnt(language=language, of=knowledge.digest(known, language), weights=weights)
    return replace(known, learnt=(*(each for each in known.learnt if each.language != language), learnt))
