"""The documentation site is whole: every page is there, no link leads nowhere, the reference has all of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from seemenow import explain
from seemenow.authoring import schema

from . import docs_site
from .conftest import ROOT
from .test_html import faults


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs") / "site"
    docs_site.write(out)
    return out


def test_every_page_of_docs_is_in_the_site() -> None:
    written = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert written <= {page.name for page in docs_site.pages()}


def test_no_link_leads_nowhere_and_nothing_comes_from_elsewhere(site: Path) -> None:
    anchors = {}
    links = []
    for file in site.rglob("*.html"):
        page = html.document_fromstring(file.read_text(encoding="utf-8"))
        anchors[file] = set(page.xpath("//@id"))
        links += [(file, str(link)) for link in page.xpath("//a/@href")]
        for fetched in page.xpath("//img/@src | //script/@src | //link/@href"):
            assert fetched.startswith("data:") or (file.parent / fetched).is_file(), f"{file.name}: {fetched}"
    for file, link in links:
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (file.parent / path).resolve() if path else file
        assert target.is_file(), f"{file.name}: {link}"
        assert not anchor or anchor in anchors[target], f"{file.name}: {link}"
    assert len(links) > 500


def test_the_reference_has_every_command_problem_and_key(site: Path) -> None:
    text = {
        name: (site / "reference" / f"{name}.html").read_text(encoding="utf-8")
        for name in ("commands", "problems", "format")
    }
    for path, _ in docs_site.told_commands():
        assert f"Usage: {' '.join(path)}" in text["commands"]
    for code in explain.explainable():
        assert f'<h3 id="{code.lower()}"' in text["problems"]
    for name in schema.KINDS:
        for key in schema.schema(name)["properties"]:
            assert f"<code>{key}</code>" in text["format"]


def test_a_link_to_nothing_stops_the_site(tmp_path: Path) -> None:
    page = docs_site.Page(name="x", markdown="# X\n\n[there](nowhere.md)\n", source=ROOT / "docs" / "x.md")
    with pytest.raises(ValueError, match=r"docs/x\.md leads to nowhere\.md"):
        docs_site.rendered(page, {}, tmp_path)


def test_pages_of_each_kind_are_sound_html(site: Path) -> None:
    """One made of Markdown with pictures, one in Dutch, one of the code; all of them take ten seconds."""
    names = ("index", "tutorial-nl", "themes", "reference/format")
    assert faults([site / f"{name}.html" for name in names]) == []
