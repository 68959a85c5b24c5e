"""A course inside a strict stand-in LMS, on this machine alone: every saved file shows at once on the same page.

Serves on loopback behind a random token. Faults of the source are a page of their own; the last good version stays.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
import re
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from scormkit.problems import Problem, has_errors
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from .. import pipeline, present, spoken, statesize
from ..assemble import hash_source, layout
from ..theme.look import Brand
from . import gallery

HOSTS = ["127.0.0.1", "localhost"]
QUIET = "text/event-stream"
AGAIN_S = 0.2  # what goes away while it is read is soon there again, or gone
LOOK_MS = 1000  # how often it is looked whether the folder is still the same
SHOWN = ("error", "warning")
# What a switch of the panel makes true of the content: the queries of media that it answers with yes.
QUERIES = {
    "dark": {"(prefers-color-scheme:dark)": " all"},
    "still": {"(prefers-reduced-motion:reduce)": " all", "(prefers-reduced-motion:no-preference)": " not all"},
}
STYLE = re.compile(r"<style[^>]*>([^<]*)</style>")


@dataclass
class Stage:
    """What is shown: the last good version of the course, and what is wrong with the newest one.

    ``theme``: the file of the brand under which it is shown.
    """

    folder: Path
    assets: Path
    today: date | None
    theme: Path | None = None
    brand: Brand | None = None
    version: int = 0
    files: dict[tuple[str, str], Mapping[str, bytes | Path]] = field(default_factory=dict)
    examined: pipeline.Examined | None = None
    problems: tuple[Problem, ...] = ()
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    has_ended: bool = False

    def read(self) -> None:
        """Read the course anew. With errors the last good version stays; else what was built of it is dropped."""
        examined = pipeline.examine(self.folder, self.assets, today=self.today)
        languages = list(examined.courses or ())
        brand, faults = pipeline.branded(examined, languages, self.theme, self.assets) if self.theme else (None, ())
        self.problems = (*examined.problems, *faults)
        self.version += 1
        if examined.courses is not None and not has_errors(self.problems):
            self.examined, self.brand = examined, brand
            self.files.clear()
        self.changed.set()
        self.changed = asyncio.Event()

    async def read_again(self) -> None:
        """Read the course anew, also where a folder of it goes away at this very moment."""
        while True:
            try:
                return self.read()
            except OSError:
                await asyncio.sleep(AGAIN_S)

    def end(self) -> None:
        """Let nobody wait for news any more."""
        self.has_ended = True
        self.changed.set()

    def package(self, language: str, audience: str) -> Mapping[str, bytes | Path]:
        """Return the files of one edition, by name. Raises KeyError when there is none."""
        key = language, audience
        if key not in self.files:
            if self.examined is None:
                raise KeyError(key)
            made = pipeline.package(self.examined, language, audience, self.folder, self.assets, self.brand)
            self.files[key] = made.files
        return self.files[key]

    def about(self) -> dict[str, Any]:
        """Return what the panel shows besides the content."""
        courses = dict(self.examined.courses or {}) if self.examined else {}
        first = next(iter(courses.values()), None)
        return {
            "version": self.version,
            "isFaulty": has_errors(self.problems),
            "title": str(first.title) if first else self.folder.name,
            "languages": list(courses),
            "audiences": [[str(each.id), str(each.title)] for each in first.audiences] if first else [],
            "worstCase": statesize.worst_case(layout(first)) if first else 0,
            "limit": statesize.LIMIT,
            "problems": [
                {"severity": each.severity, "text": present.problem_text(each)}
                for each in self.problems
                if each.severity in SHOWN
            ],
        }


def application(stage: Stage, token: str, *, watches: bool = True) -> Starlette:
    """Return the server of one preview; ``watches``: changes of files are followed."""

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_follow(stage)) if watches else None
        yield
        if task:
            task.cancel()

    here = f"/{token}"
    return Starlette(
        routes=[
            Route(f"{here}/", _panel(stage)),
            Route(f"{here}/about", lambda request: JSONResponse(stage.about())),
            Route(f"{here}/news", lambda request: StreamingResponse(_news(stage), media_type=QUIET)),
            Route(f"{here}/faults", lambda request: HTMLResponse(_faults(stage))),
            Route(f"{here}/panel/{{name}}", _file_of(stage)),
            Route(f"{here}/course/{{language}}/{{audience}}/{{switches}}/{{name}}", _course(stage)),
            Route(f"{here}/gallery/{{language}}/{{name:path}}", _gallery(stage)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)],
        lifespan=life,
    )


def serve(stage: Stage, port: int, told: Callable[[str], None]) -> None:
    """Serve the stage until it is interrupted; ``told`` hears the address."""
    token = secrets.token_urlsafe(16)
    listener = socket.create_server(("127.0.0.1", port))
    stage.read()
    told(f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/")
    config = uvicorn.Config(application(stage, token), log_level="warning", timeout_graceful_shutdown=1)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
        _Server(config, stage).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends in silence: a browser that waits for news would else be cut off, and a traceback printed."""

    def __init__(self, config: uvicorn.Config, stage: Stage) -> None:
        super().__init__(config)
        self.stage = stage

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.stage.end()
        await super().shutdown(sockets)


async def _follow(stage: Stage) -> None:
    """Read the course anew whenever a file of it, of its theme or of the templates changes.

    A folder that is put there anew (unpacked, synchronised) under the same name is followed from then on.
    """
    beside = [stage.theme.parent] if stage.theme and stage.theme.parent.is_dir() else []
    followed, is_read = _which(stage.folder), True
    while True:
        if followed:
            watched = (stage.folder, stage.assets, *beside)
            async for changes in awatch(*watched, debounce=200, step=50, rust_timeout=LOOK_MS, yield_on_timeout=True):
                if changes or not is_read:
                    is_read = True
                    await stage.read_again()
                if _which(stage.folder) != followed:
                    break
        else:
            await asyncio.sleep(AGAIN_S)
        there = _which(stage.folder)
        if there != followed:
            # A folder that has come is read when it is watched: what comes between the two would be missed.
            followed, is_read = there, there is None
            if is_read:
                await stage.read_again()


def _which(folder: Path) -> tuple[int, int] | None:
    """Return what tells one folder from another of the same name; None when there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _news(stage: Stage) -> AsyncIterator[str]:
    """Say the number of each new version, as server-sent events."""
    while not stage.has_ended:
        yield f"data: {stage.version}\n\n"
        await stage.changed.wait()


def _panel(stage: Stage) -> Callable[[Request], Response]:
    def answer(_request: Request) -> Response:
        words = _words(stage.assets)
        values = {"language": spoken.language(), "t": words["page"], "script": json.dumps(words["script"])}
        return HTMLResponse(present.templates(stage.assets / "preview").get_template("panel.html").render(values))

    return answer


def _words(assets: Path) -> dict[str, Any]:
    """Return what the panel says, in the language spoken."""
    found: dict[str, Any] = yaml.safe_load((assets / "preview" / f"{spoken.language()}.yaml").read_text("utf-8"))
    return found


def _file_of(stage: Stage) -> Callable[[Request], Response]:
    known = {
        "panel.js": stage.assets / "preview" / "panel.js",
        "panel.css": stage.assets / "preview" / "panel.css",
        "faults.css": stage.assets / "preview" / "faults.css",
        "stand-ins.js": stage.assets / "dist" / "stand-ins.js",
    }

    def answer(request: Request) -> Response:
        path = known.get(request.path_params["name"])
        return FileResponse(path) if path else Response(status_code=404)

    return answer


def _course(stage: Stage) -> Callable[[Request], Response]:
    """Serve one file of an edition; films from disk with byte ranges, so that they seek."""

    def answer(request: Request) -> Response:
        asked = request.path_params
        try:
            content = stage.package(asked["language"], asked["audience"])[asked["name"]]
        except KeyError:
            return Response(status_code=404)
        kind = mimetypes.guess_type(asked["name"])[0] or "application/octet-stream"
        if isinstance(content, Path):
            return FileResponse(content, media_type=kind)
        return Response(_switched(content, asked["switches"], asked["name"]), media_type=kind)

    return answer


def _switched(content: bytes, switches: str, name: str) -> bytes:
    """Return pages, styles and scripts as a browser with these preferences would read them."""
    if not name.endswith((".html", ".css", ".js")):
        return content
    before = text = content.decode()
    for switch in QUERIES.keys() & set(switches.split("+")):
        for query, answer in QUERIES[switch].items():
            text = text.replace(query, answer)
    for old, new in zip(STYLE.findall(before), STYLE.findall(text), strict=True):
        text = text.replace(hash_source(old), hash_source(new))
    return text.encode()


def _gallery(stage: Stage) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        name = request.path_params["name"] or "index.html"
        content = gallery.pages(stage.assets, request.path_params["language"]).get(name)
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type=mimetypes.guess_type(name)[0])

    return answer


def _faults(stage: Stage) -> str:
    """Return the faults of the source as a page that a person can read, with the line each stands in."""
    environment = present.templates(stage.assets / "preview")
    # On a page the worst stands first; in a terminal, last.
    shown = [(each, _line(stage.folder, each)) for kind in SHOWN for each in stage.problems if each.severity == kind]
    return environment.get_template("faults.html").render(
        shown=shown, language=spoken.language(), t=_words(stage.assets)["page"]
    )


def _line(folder: Path, problem: Problem) -> str:
    """Return the line of the source in which a problem stands, empty when there is none."""
    place = problem.place
    if place.file is None or place.line is None:
        return ""
    path = folder.parent / place.file
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return lines[place.line - 1].strip() if place.line <= len(lines) else ""
