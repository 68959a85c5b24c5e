"""The server of a preview, without a browser."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from seemenow import pipeline, resources
from seemenow.preview import server

from .conftest import ROOT


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
