"""The gallery shows every component in every state that its examples name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from seemenow.preview import gallery

from .conftest import ROOT

ASSETS = ROOT / "assets"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_component_has_a_page_for_each_of_its_examples(language: str) -> None:
    pages = gallery.pages(ASSETS, language)
    index = pages["index.html"].decode()
    examples = list(gallery.examples(ASSETS))
    components = {folder.name for folder in (ASSETS / "components").iterdir() if folder.is_dir()}
    assert {example.component for example in examples} == components
    assert len({example.file for example in examples}) == len(examples)
    for example in examples:
        assert f'lang="{language}"' in pages[example.file].decode()
        assert f'href="{example.file}"' in index


def test_no_page_has_a_script_or_a_style_written_into_it() -> None:
    for name, content in gallery.pages(ASSETS, "en").items():
        if name.endswith(".html"):
            assert not re.search(r"<script>|<style|\sstyle=|\son[a-z]+=", content.decode()), name


def test_an_answered_question_shows_its_verdict_and_the_open_one_does_not() -> None:
    pages = gallery.pages(ASSETS, "en")
    assert 'data-verdict="right" tabindex="-1">' in pages["question-right.html"].decode()
    assert 'data-verdict="right" tabindex="-1" hidden>' in pages["question-one-answer.html"].decode()


def test_the_words_that_a_script_puts_in_are_in_the_language_of_the_gallery() -> None:
    assert "88 procent" in gallery.pages(ASSETS, "nl")["quiz-result-that-is-enough.html"].decode()


def test_an_example_that_changes_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assets = shutil.copytree(ASSETS, tmp_path / "assets")
    examples = assets / "components" / "banner" / "examples.yaml"
    examples.write_text(examples.read_text().replace("[data-banner]", "[data-gone]"))
    with pytest.raises(ValueError, match="data-gone"):
        gallery.pages(assets, "en")
