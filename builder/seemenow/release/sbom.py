"""The bill of materials of a release: every file that is really in a package, and its licence, as CycloneDX."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

FILE = "bom.cdx.json"
CODE = "Apache-2.0"
# What nobody has licensed is said so in words; it is no SPDX expression.
UNSTATED = "Not stated by the author of the course"
CONTROL = "Control documents of IMS and ADL, under the notices in the file"
OURS = UUID("5f0d4a6e-7f0e-5c56-9d5c-3d6a3f5a7c11")  # a name space of our own for the serial numbers

# Code of others names itself at the head of a script (today there is none): `/* Library 1.2.3: Copyright …`.
BANNER = re.compile(rb"/\* (?P<name>\w+) (?P<version>[\d.]+): *(?P<copyright>Copyright[^\n]*)")
HASHED = re.compile(r"-[0-9a-f]{8}(?=\.)")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What files of a name (without its hash) are: ``course`` stands for the licence of the course in ``licence``."""

    pattern: str
    what: str
    licence: str
    type: str = "file"


KINDS = (
    Kind(pattern=r".+\.woff2", what="Font", licence="OFL-1.1"),
    Kind(pattern=r".+\.(xsd|dtd)", what="Control document of the standard", licence=CONTROL),
    Kind(pattern=r"(imsmanifest|cmi5)\.xml", what="Manifest with the texts of the course", licence="course"),
    Kind(pattern=r".+\.mp4", what="Film", licence="course", type="data"),
    Kind(pattern=r".+\.(jpg|jpeg|png|webp|svg)", what="Picture", licence="course", type="data"),
    Kind(pattern=r"(player|opened|blocks|components).*\.(js|css)", what="Code of the player", licence=CODE),
    Kind(pattern=r"(course|part-.+|language-.+)\.js", what="Texts of the course", licence=f"course AND {CODE}"),
    Kind(pattern=r"(help|chat)-.+\.js", what="Code with texts of the course", licence=f"{CODE} AND course"),
    Kind(pattern=r".+\.html", what="Page with the texts of the course", licence=f"course AND {CODE}"),
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """What the bill says of the release itself. ``drawings``: stems of our own pictures."""

    name: str
    version: str
    licence: str | None
    on: date
    tool: str
    drawings: frozenset[str]
    font_owners: Mapping[str, str]


def entries(package: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file in a zip with what is in it."""
    with zipfile.ZipFile(package) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, archive.read(info)


def bill(packages: Sequence[Path], made: Made) -> bytes:
    """Return the bill as CycloneDX 1.6 in JSON: one component a file, with every place it stands in.

    Same packages, same bytes. Raises ValueError for a file of no known kind: it has no licence.
    """
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.tool import ToolRepository
    from cyclonedx.output.json import JsonV1Dot6

    places: dict[tuple[str, str], list[str]] = {}
    contents: dict[tuple[str, str], bytes] = {}
    for package in sorted(packages):
        for name, content in entries(package):
            key = (name, hashlib.sha256(content).hexdigest())
            places.setdefault(key, []).append(f"{package.name}/{name}")
            contents[key] = content if name.endswith((".js", ".html")) else b""
    components = [_component(*key, places[key], contents[key], made) for key in sorted(places)]
    whole = Component(
        name=made.name,
        version=made.version,
        type=ComponentType.APPLICATION,
        bom_ref=made.name,
        licenses=_licences(_licence(f"course AND {CODE}", made)),
    )
    name, _, version = made.tool.partition(" ")
    bom = Bom(
        serial_number=uuid5(OURS, "\n".join(digest for _, digest in sorted(places))),
        components=components,
        metadata=BomMetaData(
            component=whole,
            timestamp=datetime.combine(made.on, time(), UTC),
            tools=ToolRepository(components=[Component(name=name, version=version, type=ComponentType.APPLICATION)]),
        ),
    )
    bom.register_dependency(whole, components)
    return JsonV1Dot6(bom).output_as_string(indent=1).encode() + b"\n"


def _component(name: str, digest: str, where: Sequence[str], content: bytes, made: Made) -> Any:
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.component_evidence import ComponentEvidence, Occurrence

    stem = HASHED.sub("", name)
    kind = next((each for each in KINDS if re.fullmatch(each.pattern, stem)), None)
    if kind is None:
        raise ValueError(f"{name} is of no kind that the bill of materials knows a licence for")
    licence = "CC-BY-SA-4.0" if Path(stem).stem in made.drawings else _licence(kind.licence, made)
    return Component(
        name=name,
        type=ComponentType(kind.type),
        bom_ref=f"{name}@{digest[:16]}",
        description=kind.what,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        licenses=_licences(licence),
        copyright=made.font_owners.get(stem),
        # An occurrence without a reference of its own would be sorted by chance.
        evidence=ComponentEvidence(occurrences=[Occurrence(location=each, bom_ref=each) for each in where]),
        components=[*_libraries(content, digest), *_icons(content, digest)],
    )


def _libraries(content: bytes, digest: str) -> Iterator[Any]:
    """Yield what others wrote of a script: only what is under the MIT licence may be bundled."""
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    for found in BANNER.finditer(content):
        name, version = found["name"].decode(), found["version"].decode()
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{name}@{version}@{digest[:16]}",
            purl=PackageURL("npm", None, name.lower(), version),
            licenses=_licences("MIT"),
            copyright=found["copyright"].decode().strip(),
        )


def _icons(content: bytes, digest: str) -> Iterator[Any]:
    from cyclonedx.model.component import Component, ComponentType

    if b'<svg class="smn-symbols"' in content:
        yield Component(
            name="icons.svg",
            type=ComponentType.DATA,
            bom_ref=f"icons.svg@{digest[:16]}",
            description="Icons, drawn into the page",
            licenses=_licences(CODE),
        )


def _licence(text: str, made: Made) -> str:
    if "course" in text and made.licence is None:
        return UNSTATED
    return text.replace("course", made.licence or "")


def _licences(text: str) -> list[Any]:
    from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression

    if text in (UNSTATED, CONTROL):
        return [DisjunctiveLicense(name=text)]
    return [LicenseExpression(text)] if " " in text else [DisjunctiveLicense(id=text)]


def missing(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each thing the bill of a release leaves open: ``licence`` and a component, or ``file`` and a place.

    ``file``: something that stands in a package and not in the bill, or with another content, or the other way round.
    Raises ValueError when the bill cannot be read.
    """
    known = json.loads((folder / FILE).read_text(encoding="utf-8"))
    if not isinstance(known, dict) or known.get("bomFormat") != "CycloneDX":
        raise ValueError("it is no CycloneDX")
    listed: dict[str, str] = {}
    for each in _all(known.get("components", [])):
        if not each.get("licenses"):
            yield "licence", str(each.get("name"))
        digest = next((found["content"] for found in each.get("hashes", [])), "")
        listed |= {place["location"]: digest for place in each.get("evidence", {}).get("occurrences", [])}
    found = {
        f"{package.name}/{name}": hashlib.sha256(content).hexdigest()
        for package in sorted(folder.glob("*.zip"))
        for name, content in entries(package)
    }
    yield from (
        ("file", place) for place in sorted(found.keys() | listed.keys()) if found.get(place) != listed.get(place)
    )


def _all(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for each in components:
        yield each
        yield from _all(each.get("components", []))


def font_owners(fonts: Path) -> dict[str, str]:
    """Return who holds the rights in each font, from the licence beside it."""
    return {
        f"{path.name.removesuffix('.LICENSE.txt')}.woff2": path.read_text(encoding="utf-8")
        .split("\n")[0]
        .split(" (")[0]
        for path in sorted(fonts.glob("*.LICENSE.txt"))
    }
