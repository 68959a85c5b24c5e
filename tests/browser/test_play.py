"""`seemenow verify --play`: packages opened, closed and opened again in a real browser inside a strict LMS."""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser
from scormkit.verify import verify
from seemenow import resources
from seemenow.finished.play import Play, play, started
from seemenow.formats import FORMATS
from seemenow.outside import OutsideMissing

from ..conftest import ROOT, TESTS
from ..test_verify import PLAYED, changed, contents, lines, zipped

STAND_INS = resources.assets() / "dist" / "stand-ins.js"


def played(package: Path, browser: Browser) -> Play:
    found = play(verify(package), STAND_INS, browser)
    assert found
    return found


@pytest.mark.parametrize("code", sorted(PLAYED))
def test_each_rule_of_playing_finds_its_fault_and_nothing_else(code: str, tmp_path: Path, browser: Browser) -> None:
    folder = TESTS / "rules" / code
    change = yaml.safe_load((folder / "change.yaml").read_text())
    package = tmp_path / "package.zip"
    package.write_bytes(zipped(changed(change, contents(TESTS / "packages" / "sound-scorm12"))))
    assert lines(played(package, browser).problems) == (folder / "expected.txt").read_text().splitlines()


@pytest.mark.parametrize("name", ["sound-scorm12", "sound-scorm2004-3", "sound-scorm2004-4", "sound-cmi5"])
def test_a_sound_package_of_another_hand_plays_without_a_problem(name: str, tmp_path: Path, browser: Browser) -> None:
    package = tmp_path / "package.zip"
    package.write_bytes(zipped(contents(TESTS / "packages" / name)))
    found = played(package, browser)
    assert lines(found.problems) == []
    assert found.status in {"completed", "completed and passed"}


# What other tools do, and no LMS refuses.
CUSTOMS = {
    "sound-scorm12": (
        'api.LMSCommit("");',
        """api.LMSSetValue("cmi.student_preference.audio", "50");
  api.LMSSetValue("cmi.objectives.0.id", "banks");
  api.LMSSetValue("cmi.objectives.0.status", "not attempted");
  api.LMSCommit("");""",
    ),
    "sound-scorm2004-4": (
        'api.Commit("");',
        """api.SetValue("cmi.score.scaled", String(2 / 3));
  api.SetValue("cmi.exit", "logout");
  api.Commit("");""",
    ),
    "sound-cmi5": (
        'await say("initialized");',
        """await say("initialized");
  await fetch(given.get("endpoint") + "activities/state?" + new URLSearchParams({ ...place, stateId: "bookmark" }), {
    method: "PUT",
    headers: { Authorization: "Basic " + token, "X-Experience-API-Version": "1.0.3", "Content-Type": "text/plain" },
    body: "page 3",
  });""",
    ),
}


@pytest.mark.parametrize("name", CUSTOMS)
def test_what_other_tools_do_and_no_lms_refuses_is_no_fault(name: str, tmp_path: Path, browser: Browser) -> None:
    old, new = CUSTOMS[name]
    files = contents(TESTS / "packages" / name)
    script = bytes(files["player.js"]).decode()
    assert script.count(old) == 1
    script = script.replace(old, new).replace('"application/json"', '"application/json;charset=utf-8"')
    package = tmp_path / "package.zip"
    package.write_bytes(zipped({**files, "player.js": script.encode()}))
    assert lines(played(package, browser).problems) == []


ASKS = 'if (location.search.includes("page=1") && location.hash === "#bank") '


@pytest.mark.parametrize(
    ("name", "file", "edits", "begins"),
    [
        (
            "sound-scorm12",
            "imsmanifest.xml",
            [
                (' href="index.html">', ' href="index.html?lang=nl#bank">'),
                ('"rivers-item"', '"rivers-item" parameters="?page=1"'),
            ],
            'api.LMSInitialize("");',
        ),
        ("sound-cmi5", "cmi5.xml", [("index.html?page=1", "index.html?page=1#bank")], 'await say("initialized");'),
    ],
)
def test_a_package_is_opened_with_the_query_and_the_fragment_that_it_names(
    name: str, file: str, edits: list[tuple[str, str]], begins: str, tmp_path: Path, browser: Browser
) -> None:
    replace = [{"in": file, "old": old, "new": new} for old, new in edits]
    replace.append({"in": "player.js", "old": begins, "new": ASKS + begins})
    package = tmp_path / "package.zip"
    package.write_bytes(zipped(changed({"replace": replace}, contents(TESTS / "packages" / name))))
    assert lines(played(package, browser).problems) == []


REACHING = """
new WebSocket('ws://127.0.0.1:{port}/learner');
new WebSocket('wss://127.0.0.1:{port}/learner');
const host = {{ rel: 'preconnect', href: 'http://127.0.0.1:{port}' }};
document.head.append(Object.assign(document.createElement('link'), host));
const peer = new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:127.0.0.1:{port}' }}] }});
peer.createDataChannel('learner');
peer.createOffer().then((offer) => peer.setLocalDescription(offer));
"""


def test_nothing_of_a_package_that_is_played_reaches_any_host_not_even_this_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        port = listener.getsockname()[1]
        datagrams.bind(("127.0.0.1", port))
        files = contents(TESTS / "packages" / "sound-scorm12")
        (script,) = (name for name in files if name.endswith("player.js"))
        package = tmp_path / "package.zip"
        package.write_bytes(zipped({**files, script: bytes(files[script]) + REACHING.format(port=port).encode()}))
        command = [sys.executable, "-m", "seemenow", "verify", "--play", "--json", str(package)]
        (found,) = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["packages"]
        assert select.select([listener, datagrams], [], [], 0)[0] == []
    assert found["play"]["outside_requests"] == [f"ws://127.0.0.1:{port}/learner", f"wss://127.0.0.1:{port}/learner"]
    assert [each["code"] for each in found["problems"]].count("P194") == 2


def test_our_own_packages_play_without_a_problem_and_resume(tmp_path: Path, browser: Browser) -> None:
    formats = [argument for name in FORMATS for argument in ("--format", name)]
    command = [sys.executable, "-m", "seemenow", "build", "course", "--lang", "nl", *formats, "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    packages = sorted(tmp_path.glob("*.zip"))
    assert len(packages) == len(FORMATS)
    for package in packages:
        found = play(verify(package), STAND_INS, browser)
        if package.name.endswith("-web.zip"):
            assert found is None  # a website meets no LMS
            continue
        assert found
        assert lines(found.problems) == []
        assert (found.console_errors, found.outside_requests, found.resumed) == ((), (), True)


def test_the_command_says_what_a_package_did(tmp_path: Path) -> None:
    package = tmp_path / "package.zip"
    package.write_bytes(zipped(contents(TESTS / "packages" / "sound-scorm12")))
    command = [sys.executable, "-m", "seemenow", "verify", "--play", "--json", "--html", str(tmp_path / "report.html")]
    done = subprocess.run([*command, str(package)], capture_output=True, text=True, check=True)
    (found,) = json.loads(done.stdout)["packages"]
    assert found["play"] == {
        "status": "completed",
        "score": None,
        "calls": 8,
        "commits": 2,
        "console_errors": [],
        "outside_requests": [],
        "resumed": None,
    }
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "package.zip" in page
    assert "completed" in page


def test_without_a_browser_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(OutsideMissing, match="no Chromium"), started():
        pass
