"""Set pages with typst: tagged PDF (PDF/UA-1), the same bytes each time, in the course's colours and fonts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from scormkit.problems import Place, Problem

from ..outside import OutsideMissing
from ..rule import Rule

REMEDY = "Run `pip install segno typst`."
TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-fA-F]{6});")
TOO_LONG = "seemenow: too long"


CODES: dict[str, Rule] = {
    "R031": Rule(
        severity="error",
        sentence="The words of “{page}” do not fit on one page, not even in the smallest letters.",
        remedy="Say it in fewer words.",
    )
}


class TooLong(Exception):
    """The words do not fit on the pages that there are, not even in the smallest letters."""


def too_long(page: str) -> Problem:
    return CODES["R031"].problem("R031", Place(), page=page)


def colours(assets: Path) -> dict[str, str]:
    """Return the colours of the light theme by their names in tokens.css."""
    light, _, _ = (assets / "player" / "tokens.css").read_text(encoding="utf-8").partition("prefers-color-scheme: dark")
    return dict(TOKEN.findall(light))


def printed(
    template: str,
    values: Mapping[str, Any],
    assets: Path,
    *,
    pages: int,
    on: date,
    sizes: tuple[float, ...] = (10.5,),
    files: Mapping[str, bytes] = MappingProxyType({}),
    kind: Literal["pdf", "png"] = "pdf",
    ppi: float = 100,
) -> bytes:
    """Return a document of assets/print; in the first of ``sizes`` (points) in which it fits on ``pages``.

    ``files``: pictures by the name that the template knows. ``values`` must have title, author and lang.
    Raises TooLong when none fits, OutsideMissing without typst.
    """
    try:
        import typst
    except ImportError as fault:
        raise OutsideMissing(f"Nothing can be printed here: {fault}.", REMEDY) from fault
    parts = {path.name: path.read_bytes() for path in sorted((assets / "print").glob("*.typ"))}
    parts = {"main.typ": parts[f"{template}.typ"], **parts, **files}
    given = {"colours": colours(assets), "pages": pages, "files": sorted(files), **values}
    for size in sizes:
        try:
            # typst takes files by name too, which its type stubs do not say
            done = typst.compile(  # type: ignore[call-overload]
                parts,
                font_paths=[assets / "fonts"],
                ignore_system_fonts=True,
                format=kind,
                ppi=ppi if kind == "png" else None,
                sys_inputs={"data": json.dumps({**given, "size": size}, ensure_ascii=False)},
                pdf_standards=["ua-1"] if kind == "pdf" else [],
                timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
            )
        except typst.TypstError as fault:
            if TOO_LONG not in str(fault):
                raise
            continue
        return done if isinstance(done, bytes) else done[0]
    raise TooLong(str(values["title"]))
