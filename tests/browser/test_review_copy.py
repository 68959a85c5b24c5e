"""A review copy opened from a folder: remarks stay on the page, leave as a file and come back from it."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser
from seemenow import pipeline, resources
from seemenow.review import merge

from ..conftest import MakeCourse


def test_remarks_are_written_saved_to_a_file_opened_again_and_found_by_their_line(
    make_course: MakeCourse, tmp_path: Path, browser: Browser
) -> None:
    folder = make_course()
    built = pipeline.build(folder, resources.assets(), tmp_path, formats=("review",), today=date(2026, 11, 22))
    with zipfile.ZipFile(built.artifacts[0].file) as package:
        package.extractall(tmp_path / "copy")
    address = (tmp_path / "copy" / "index.html").as_uri()
    context = browser.new_context(viewport={"width": 367, "height": 666})
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    page = context.new_page()
    page.goto(address)
    page.click("#welcome-4 [data-add]")
    page.keyboard.type("A remark of mine")
    page.click("[data-save]")
    assert page.inner_text("[data-said]") == "Choose first as what you read."
    page.select_option("[data-role]", "legal")
    with page.expect_download() as download:
        page.click("[data-save]")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "remarks-minimal-en-legal.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    assert value.keys() == {"seemenow_review", "course", "version", "language", "audience", "role", "remarks"}
    merged = merge.merged_remarks(folder, [file])
    assert merged is not None
    ((remark,), problems) = merged
    assert (remark.remark, remark.role, remark.state, problems) == ("A remark of mine", "legal", "same", ())
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]

    fresh = context.new_page()
    fresh.goto(address)
    assert fresh.input_value("#welcome-4 textarea") == ""
    fresh.set_input_files("[data-open]", str(file))
    fresh.wait_for_function("() => document.querySelector('#welcome-4 textarea').value === 'A remark of mine'")
    assert fresh.input_value("[data-role]") == "legal"
    assert fresh.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # On A4, which browsers take for a narrow screen, the margin stands beside the text, with each remark whole.
    fresh.fill("#welcome-4 textarea", "A remark of mine. " * 40)
    fresh.set_viewport_size({"width": 718, "height": 1046})
    fresh.emulate_media(media="print")
    words, margin = (fresh.locator(f"#welcome-4 .{each}").bounding_box() for each in ("words", "margin"))
    assert words
    assert margin
    assert margin["x"] >= words["x"] + words["width"]
    assert fresh.eval_on_selector("#welcome-4 textarea", "(each) => each.scrollHeight <= each.clientHeight")
    assert fresh.locator("button:visible").count() == 0
    assert said == []
    context.close()

    silent = browser.new_context(java_script_enabled=False)
    page = silent.new_page()
    page.goto(address)
    assert "Words for a learner." in page.inner_text("#welcome-4")
    assert page.is_hidden("[data-desk]")
    silent.close()
