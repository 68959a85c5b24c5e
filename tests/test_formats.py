"""Every format of the real course in both languages, looked at without our own verifier."""

from __future__ import annotations

import base64
import re
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree
from seemenow import pipeline, resources
from seemenow.cli import options
from seemenow.formats import FORMATS, POLICY

from .conftest import ROOT

XSD = ROOT / "scorm" / "xsd"
LANGUAGES = ("en", "nl")
STYLE = re.compile(r"<style[^>]*>([^<]*)</style>")
SCHEMAS = {"scorm2004-3": "imscp_v1p1.xsd", "scorm2004-4": "imscp_v1p1.xsd"}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    out = tmp_path_factory.mktemp("formats")
    built = pipeline.build(ROOT / "course", resources.assets(), out, formats=tuple(FORMATS), languages=LANGUAGES)
    assert [each for each in built.problems if each.severity != "pending"] == []
    return {(each.package.format, each.package.languages[0]): each.file for each in built.artifacts}


def test_the_command_offers_every_format_there_is() -> None:
    assert tuple(FORMATS) == options.FORMATS


def test_there_is_a_package_of_each_format_in_each_language(packages: dict[tuple[str, str], Path]) -> None:
    assert set(packages) == {(format_, language) for format_ in FORMATS for language in LANGUAGES}


@pytest.mark.parametrize("format_", SCHEMAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_is_valid_by_the_schema_that_travels_with_it(
    format_: str, language: str, packages: dict[tuple[str, str], Path], tmp_path: Path
) -> None:
    """SCORM 2004 CAM 3.4. The schemas are those unpacked from the package itself; nothing of ours reads them."""
    with zipfile.ZipFile(packages[format_, language]) as package:
        package.extractall(tmp_path)
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{tmp_path / name}"/>'
        for space, name in re.findall(
            r"(http://\S+) (\S+\.xsd)", (tmp_path / "imsmanifest.xml").read_text(encoding="utf-8")
        )
    )
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    schema = etree.XMLSchema(etree.fromstring(driver))
    assert schema.validate(etree.parse(tmp_path / "imsmanifest.xml")), schema.error_log


def test_only_cmi5_may_reach_a_record_store_and_nothing_else_may_reach_anything(
    packages: dict[tuple[str, str], Path],
) -> None:
    for (format_, _), file in packages.items():
        with zipfile.ZipFile(file) as package:
            pages = {name: package.read(name).decode() for name in ("index.html", "text.html")}
        more = "; connect-src 'self' https: http:" if format_ == "cmi5" else ""
        for name, page in pages.items():
            (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
            own = [base64.b64encode(sha256(style.encode()).digest()).decode() for style in STYLE.findall(page)]
            assert len(own) == (name == "index.html")
            assert policy == POLICY + more + "".join(f"; style-src 'self' 'sha256-{each}'" for each in own), name


def test_a_website_carries_no_control_file_of_any_standard(packages: dict[tuple[str, str], Path]) -> None:
    with zipfile.ZipFile(packages["web", "en"]) as package:
        assert not [name for name in package.namelist() if name.endswith((".xml", ".xsd", ".dtd"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_course_as_text_names_the_same_people_in_the_same_order_as_the_dialog(
    language: str, packages: dict[tuple[str, str], Path]
) -> None:
    with zipfile.ZipFile(packages["web", language]) as package:
        pages = [package.read(name).decode() for name in ("index.html", "text.html")]
    dialog, text = (
        re.findall(r'class="smn-contact__name">([^<]+)', page.partition(f'id="{start}"')[2].partition("</ol>")[0])
        for page, start in zip(pages, ("worried-title", "text-worried"), strict=True)
    )
    assert text == dialog
    assert len(text) >= 4
