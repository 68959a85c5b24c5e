"""The wheel alone, in an empty environment away from the checkout, builds the course that came with it."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from .conftest import ROOT

WHEELS = ROOT / ".venv" / "wheels"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(cwd), "PIP_CONFIG_FILE": "/dev/null"}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has the wheel and what it needs, and nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", place]
    subprocess.run([sys.executable, *map(str, build), str(ROOT)], check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    venv.create(place / "env", with_pip=True)
    programs = place / "env" / "bin"
    offline = ["--no-index", "--find-links", WHEELS, "--disable-pip-version-check", "--quiet"]
    run(programs / "python", "-m", "pip", "install", *offline, wheel, cwd=place)
    return programs


def test_the_sample_course_builds_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    run(installed / "seemenow", "build", "--out", tmp_path / "out", cwd=tmp_path)
    names = sorted(path.name for path in (tmp_path / "out").glob("*.zip"))
    assert [name.split("-")[-2:] for name in names] == [["en", "scorm12.zip"], ["nl", "scorm12.zip"]]
    assert f"{names[0]}: scorm12" in run(installed / "seemenow", "verify", names[0], cwd=tmp_path / "out")


def test_the_wheel_and_the_checkout_build_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    run(installed / "seemenow", "build", "--lang", "en", "--out", tmp_path / "wheel", cwd=tmp_path)
    checkout = [sys.executable, "-m", "seemenow", "build", ROOT / "course"]
    run(*checkout, "--lang", "en", "--out", tmp_path / "checkout", cwd=tmp_path)
    assert (tmp_path / "wheel/SHA256SUMS").read_text() == (tmp_path / "checkout/SHA256SUMS").read_text()


def test_it_comes_with_nothing_of_this_machine(installed: Path) -> None:
    (package,) = installed.parent.glob("lib/python*/site-packages/seemenow")
    for file in package.rglob("*"):
        if file.is_file() and file.suffix in {".py", ".js", ".map", ".html", ".css", ".yaml", ".po", ".md"}:
            assert str(ROOT) not in file.read_text(encoding="utf-8"), file
