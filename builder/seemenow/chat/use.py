"""The chat of a course folder: asked, taught and measured."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ..readable import in_language, readable
from . import ask, evaluate, knowledge
from .ask import Reply
from .evaluate import Asked
from .teach import taught


def ask_chat(folder: Path, assets: Path, language: str, texts: Sequence[str]) -> tuple[tuple[Reply, str], ...] | None:
    """Return what the chat says to each text, with its words; None when the course has no such chat.

    Raises OutsideMissing without Node.
    """
    course = in_language(folder, language)
    if course is None or course.chat is None:
        return None
    known = taught(course.chat, language, assets)
    replies = ask.ask(knowledge.search_data(known, language), texts, assets)
    spoken = {str(each.id): f"{each.title}\n{each.text}" for each in course.chat.answers}
    spoken |= {str(each.id): f"{each.title}\n{each.text}" for each in course.chat.texts}
    titles = {str(each.id): str(each.title) for each in course.chat.answers}
    return tuple((each, _words(each, spoken, titles)) for each in replies)


def _words(reply: Reply, spoken: Mapping[str, str], titles: Mapping[str, str]) -> str:
    if reply.kind == "did-you-mean":
        return "\n".join(titles[name] for name in reply.choices)
    return spoken.get(reply.id or "", "")


def teach_chat(folder: Path, assets: Path) -> tuple[Path, ...] | None:
    """Let the chat learn anew from its wordings; return the files that keep it, None when there is no sound chat."""
    course = readable(folder)
    if course is None or course.chat is None:
        return None
    kept = []
    for language in map(str, course.languages):
        own = in_language(folder, language)
        assert own is not None
        assert own.chat is not None
        (learnt,) = taught(replace(own.chat, learnt=()), language, assets).learnt
        file = folder / "chat" / "learnt" / f"{language}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(asdict(learnt), indent=1) + "\n", encoding="utf-8")
        kept.append(file)
    return tuple(kept)


def measure_chat(folder: Path, assets: Path, questions: Sequence[Asked]) -> Mapping[str, Mapping[str, Any]] | None:
    """Return the figures of the chat by language; None when it cannot be asked in one of the languages."""
    found = {}
    for language in dict.fromkeys(question.language for question in questions):
        own = [question for question in questions if question.language == language]
        replies = ask_chat(folder, assets, language, [question.text for question in own])
        if replies is None:
            return None
        found[language] = evaluate.measured(own, [reply for reply, _ in replies], knowledge.SAFETY)
    return found
