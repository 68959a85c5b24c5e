"""Importers of other people take our packages for what they are. `make test-all` makes their environments."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from seemenow import pipeline, resources
from seemenow.formats import FORMATS

from ..conftest import ROOT

HERE = Path(__file__).parent
ENVIRONMENTS = ROOT / ".venv" / "witnesses"
SCORM = tuple(name for name in FORMATS if name.startswith("scorm"))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A package of each SCORM format in each language of the real course."""
    built = pipeline.build(ROOT / "course", resources.assets(), tmp_path_factory.mktemp("packages"), formats=SCORM)
    files = [each.file for each in built.artifacts]
    assert len(files) == 2 * len(SCORM)
    return files


def witness(name: str, packages: list[Path]) -> Any:
    """Return what an importer says of each package, by file name."""
    command = [ENVIRONMENTS / name / "bin" / "python", HERE / f"{name}_import.py", *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_scormhost_finds_one_page_to_launch_and_tells_the_editions_apart(packages: list[Path]) -> None:
    seen = witness("scormhost", packages)
    assert len(seen) == len(packages)
    for name, each in seen.items():
        expected = {
            "is_2004": "scorm2004" in name,
            "title": "See Me Now",
            "launches": ["index.html"],
            "are_there": True,
        }
        assert each == expected


def test_open_edx_opens_the_page_tells_the_editions_apart_and_warns_of_nothing(packages: list[Path]) -> None:
    seen = witness("openedx", packages)
    assert len(seen) == len(packages)
    for name, each in seen.items():
        version = "SCORM_2004" if "scorm2004" in name else "SCORM_12"
        assert each == {"version": version, "opens": "index.html", "is_there": True, "warnings": []}
