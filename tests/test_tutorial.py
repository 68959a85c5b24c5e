"""Every step of the tutorial works as it stands there, in both languages; so does every command of the CI recipes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT, give_films

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(?P<kind>\w+) ?(?P<more>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# Drawing takes half a minute of a processor; `make test-all` does it.
DRAWS = os.environ.get("DRAW") == "yes"


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has the command."""
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "seemenow"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seemenow "$@"\n')
    command.chmod(0o755)
    paths = os.pathsep.join([str(ROOT / "builder"), str(ROOT / "scorm")])
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": paths}


def steps(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the boxes of a page: what kind, what more is said of it, what stands in it."""
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield match["kind"], match["more"], match["text"]


def run(line: str, folder: Path, shell: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, shell=True, cwd=folder, env=shell, capture_output=True, text=True)


@pytest.mark.parametrize("name", ["tutorial.md", "tutorial-nl.md"])
def test_every_step_of_the_tutorial_does_what_it_says(name: str, tmp_path: Path, shell: dict[str, str]) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    done = []
    for kind, more, text in steps(DOCS / name):
        if kind != "sh":
            assert (folder / more).is_file(), f"{more} is to be opened and is not there"
            (folder / more).write_text(text, encoding="utf-8")
            continue
        for line in text.splitlines():
            done.append(line)
            if line.startswith("cd "):
                folder = folder / line.removeprefix("cd ")
            elif line.startswith("seemenow preview"):
                look(folder, shell)
            elif line.startswith("seemenow film") and not DRAWS:
                give_films(folder)
            else:
                answer = run(line, folder, shell)
                wanted = 1 if more == "fails" else 0
                assert answer.returncode == wanted, f"{line}\n{answer.stdout}{answer.stderr}"
                if more == "fails":
                    assert "welcome.md:6:" in answer.stderr
                    assert '"emergency"' in answer.stderr
    verbs = {line.split()[1] for line in done if line.startswith("seemenow ")}
    assert verbs >= {"new", "preview", "check", "add", "film", "build", "verify"}


def look(folder: Path, shell: dict[str, str]) -> None:
    """Open the preview as a browser would, and end it with Ctrl-C."""
    command = ["seemenow", "preview", "--no-open"]
    with subprocess.Popen(command, cwd=folder, env=shell, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        with urllib.request.urlopen(address) as page:
            assert page.status == 200
        running.send_signal(signal.SIGINT)
        running.communicate()
    assert running.returncode == 0


def test_the_tutorials_have_the_same_steps() -> None:
    kinds = [
        [(kind, more == "fails", text.count("\n") if kind == "sh" else 0) for kind, more, text in steps(DOCS / name)]
        for name in ("tutorial.md", "tutorial-nl.md")
    ]
    assert kinds[0] == kinds[1]


def recipe(name: str) -> list[str]:
    """Return the commands of a CI recipe, in order."""
    value = yaml.safe_load((DOCS / "ci" / name).read_bytes())
    if "jobs" in value:
        return [each["run"] for each in value["jobs"]["packages"]["steps"] if "run" in each]
    lines: list[str] = value["packages"]["script"]
    return lines


def settings(name: str) -> dict[str, str]:
    """Return the variables of a CI recipe."""
    value = yaml.safe_load((DOCS / "ci" / name).read_bytes())
    found: dict[str, str] = value["jobs"]["packages"]["env"] if "jobs" in value else value["packages"]["variables"]
    return found


def test_both_recipes_run_the_same_commands() -> None:
    assert recipe("github.yml") == recipe("gitlab.yml")
    assert settings("github.yml") == settings("gitlab.yml")


def test_the_recipe_makes_packages_of_a_pushed_course_and_minds_its_slots(
    tmp_path: Path, shell: dict[str, str]
) -> None:
    install, *commands = recipe("github.yml")
    # By its file: by its name alone, a stranger's package from PyPI could come in its place.
    assert install == "python -m pip install wheels/see_me_now-*.whl"
    shell = {**shell, **settings("github.yml")}
    assert run("seemenow new pushed --lang nl", tmp_path, shell).returncode == 0
    folder = tmp_path / "pushed"
    git = "git -c user.name=Test -c user.email=test@example.org"
    assert run(f"git init -q && git add -A && {git} commit -qm Course", folder, shell).returncode == 0
    answers = [run(f"set -e; {each}", folder, shell) for each in commands[:3]]
    assert [each.returncode for each in answers] == [0, 0, 1], answers[-1].stderr
    assert "push ids.lock" in answers[2].stdout
    assert run(f"git add ids.lock && {git} commit -qm Slots", folder, shell).returncode == 0
    for each in commands[2:]:
        answer = run(f"set -e; {each}", folder, shell)
        assert answer.returncode == 0, f"{each}\n{answer.stdout}{answer.stderr}"
    made = {each.name for each in (folder / "dist").iterdir()}
    assert {f"pushed-0.1.0-{language}-scorm12.zip" for language in ("nl", "en")} <= made
    assert {"SHA256SUMS", "report.html"} <= made
