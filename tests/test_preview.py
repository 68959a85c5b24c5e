"""The server of a preview, without a browser."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from scormkit.problems import has_errors
from seemenow import pipeline, resources
from seemenow.preview import server

from .conftest import ROOT, MakeCourse

PATIENCE_S = 30


def test_a_folder_that_goes_away_while_it_is_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = server.Stage(folder=ROOT / "course", assets=resources.assets(), today=None)
    examine, gone = pipeline.examine, [FileNotFoundError("parts")]

    def once(*given: Any, **named: Any) -> pipeline.Examined:
        if gone:
            raise gone.pop()
        return examine(*given, **named)

    monkeypatch.setattr(pipeline, "examine", once)
    with ThreadPoolExecutor() as pool:  # a browser of other tests may have a loop in this thread
        pool.submit(asyncio.run, stage.read_again()).result()
    assert stage.examined is not None


def test_a_file_that_comes_while_a_folder_put_there_anew_is_read_is_not_missed(make_course: MakeCourse) -> None:
    folder = make_course()
    aside, last = folder.with_name("aside"), folder / "figures.yaml"

    class Copied(server.Stage):
        """Of a folder that is still being copied the last file comes when all others have been read."""

        def read(self) -> None:
            super().read()
            if folder.is_dir() and not last.is_file():
                shutil.copy(aside / last.name, last)

    async def followed() -> None:
        stage = Copied(folder=folder, assets=resources.assets(), today=None)
        stage.read()
        following = asyncio.create_task(server._follow(stage))
        await asyncio.sleep(0)  # it begins
        folder.rename(aside)
        while not has_errors(stage.problems):
            await stage.changed.wait()
        shutil.copytree(aside, folder, ignore=shutil.ignore_patterns(last.name))
        while has_errors(stage.problems):
            await stage.changed.wait()
        following.cancel()

    with ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, asyncio.wait_for(followed(), PATIENCE_S)).result()
