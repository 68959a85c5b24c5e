"""A folder that an administrator can trust: packages, what they are, how to set them, proof that nothing changed."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from babel.numbers import get_decimal_symbol
from markupsafe import Markup, escape
from scormkit.problems import has_errors, in_order

from .. import __version__, pipeline, present
from ..assemble import Package
from ..formats import FORMATS
from ..model import Course
from ..printing import pdf, sheets
from ..render import own_name
from ..review import reviews
from . import codebook, sbom
from .seal import FACTS, SHEETS, Released, fault, page_name, refused, seal

CODE = re.compile(r"`([^`]+)`")


def release(
    folder: Path,
    assets: Path,
    out: Path,
    *,
    formats: Sequence[str],
    languages: Sequence[str] = (),
    audiences: Sequence[str] = (),
    key: bytes | None = None,
    needs_reviews: bool = False,
    today: date | None = None,
    strict: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Released:
    """Make the release in ``out``, which must be empty or a release. Same course, same bytes.

    ``key``: an Ed25519 private key as PEM, used to sign and never stored. ``needs_reviews``: refuse what people have
    not reviewed. Nothing of ``out`` changes unless everything is sound.
    """
    if out.is_dir() and any(out.iterdir()) and not (out / FACTS).is_file():
        return refused([fault("R011", str(out))])
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=out.parent) as aside:
        made = Path(aside) / "release"
        built = pipeline.build(
            folder,
            assets,
            made,
            formats=formats,
            languages=languages,
            audiences=audiences,
            today=today,
            strict=strict,
            progress=progress,
        )
        examined = pipeline.examine(folder, assets, today=today)
        problems = list(built.problems)
        (course, *_) = (examined.courses or {}).values() or (None,)
        if course and course.licence is None:
            problems.append(fault("R023", f"{folder.name}/course.yaml"))
        waiting = _waiting(examined)
        if needs_reviews and waiting:
            problems.append(fault("R012", count=len(waiting), first=waiting[0]))
        if not built.artifacts or has_errors(problems, strict=strict):
            return refused(problems)
        progress("Writing what goes along")
        try:
            documents = _documents(examined, built.artifacts, folder, assets, waiting, is_signed=bool(key))
        except pdf.TooLong as long:
            return refused([*problems, pdf.too_long(str(long))])
        for name, content in documents.items():
            (made / name).write_bytes(content)
        seal(made, key)
        names = tuple(sorted(path.name for path in made.iterdir()))
        _exchange(made, out)
    return Released(folder=out, files=names, is_signed=bool(key), problems=in_order(problems))


def _waiting(examined: pipeline.Examined) -> list[str]:
    course = next(iter((examined.courses or {}).values()), None)
    return list(reviews.waiting(course, examined.today)) if course else []


def _documents(
    examined: pipeline.Examined,
    artifacts: Sequence[pipeline.Artifact],
    folder: Path,
    assets: Path,
    waiting: Sequence[str],
    *,
    is_signed: bool,
) -> dict[str, bytes]:
    """Return what goes along with the packages, by file name."""
    assert examined.courses is not None
    languages = list(dict.fromkeys(language for each in artifacts for language in each.package.languages))
    audiences = list(dict.fromkeys(each.package.audience for each in artifacts))
    course = next(iter(examined.courses.values()))
    editions = [
        (language, edition)
        for language in languages
        for edition in pipeline.editions_of(examined, language)
        if (str(edition.audience.id) if edition.audience else None) in audiences
    ]
    book = [row for language, edition in editions for row in codebook.rows(edition, language)]
    facts = {
        "schema": 1,
        "course": str(course.id),
        "title": str(course.title),
        "version": str(course.version),
        "as_of": course.as_of.isoformat(),
        "licence": course.licence and str(course.licence),
        "made_with": f"see-me-now {__version__}",
        "reviewed": not waiting,
        "waiting_for_review": list(waiting),
        "signed": is_signed,
        "contacts_expire_on": min(each.expires_on for each in course.guidance.contacts).isoformat(),
        "packages": [
            {name: value for name, value in present.artifact_value(each).items() if name != "reviewed"}
            | {"file": each.file.name, "reviewed": not waiting}
            for each in artifacts
        ],
    }
    documents = {
        FACTS: (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode(),
        "code-book.csv": codebook.as_csv(book),
        "code-book.xlsx": codebook.as_xlsx(book),
        sbom.FILE: sbom.bill([each.file for each in artifacts], _bill_head(course, assets)),
    } | _source_maps(artifacts, assets)
    prints: dict[str, str] = {}
    for language, edition in editions:
        documents |= sheets.sheets(edition, language, assets, examined.today)
        prints |= sheets.titles(edition, language)
    changes = folder / "CHANGELOG.md"
    if changes.is_file():
        documents["CHANGELOG.md"] = changes.read_bytes()
    policies = {each.package.format: _policy(each.package) for each in artifacts}
    return documents | _pages(facts, examined.courses, assets, sorted(documents), prints, policies)


def _source_maps(artifacts: Sequence[pipeline.Artifact], assets: Path) -> dict[str, bytes]:
    """Return the source map of every script in the packages: as it was written, with all names and comments."""
    players = {f"player-{FORMATS[each.package.format].script}" for each in artifacts}
    names = [f"{name}.js.map" for name in sorted(players | {"blocks", "chat", "help"})]
    return {name: (assets / "dist" / name).read_bytes() for name in names}


def _bill_head(course: Course, assets: Path) -> sbom.Made:
    return sbom.Made(
        name=str(course.id),
        version=str(course.version),
        licence=course.licence and str(course.licence),
        on=course.as_of,
        tool=f"see-me-now {__version__}",
        drawings=frozenset(path.stem for path in (assets / "art").glob("*.svg")),
        font_owners=sbom.font_owners(assets / "fonts"),
    )


def _pages(
    facts: Mapping[str, Any],
    courses: Mapping[str, Course],
    assets: Path,
    documents: Sequence[str],
    prints: Mapping[str, str],
    policies: Mapping[str, str],
) -> dict[str, bytes]:
    """Return the index and the sheets, each in every language that the sheets have words for."""
    home = assets / "release"
    templates = present.templates(home)
    templates.filters |= {"own_name": own_name, "code": _coded}
    words = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(home.glob("??.yaml"))}
    packages = sorted(facts["packages"], key=lambda each: (each["audience"] or "", each["languages"], each["format"]))
    formats = list(dict.fromkeys(each["format"] for each in facts["packages"]))
    found: dict[str, bytes] = {}
    for language, text in words.items():
        templates.filters |= {"day": partial(_day, language=language), "size": partial(size, language=language)}
        course = courses.get(language) or next(iter(courses.values()))
        titles = {str(each.id): str(each.title) for each in course.audiences}
        common = {
            "facts": facts,
            "title": course.title,
            "language": language,
            "others": [(other, words[other]["own_name"]) for other in words if other != language],
            "text": text,
            "audiences": titles,
            "documents": documents,
            "packages": packages,
            "formats": formats,
            # One line a choice: for whom, in which order the course names them.
            "choices": [
                (name, [each for each in packages if each["audience"] == name])
                for name in dict.fromkeys([*titles, None])
                if any(each["audience"] == name for each in packages)
            ],
            "page_name": page_name,
            "sheets": SHEETS,
            "to_print": [(name, prints[name]) for name in documents if name.endswith(f"-{language}.pdf")],
            "policies": _carried(policies, text["index"]["formats"]),
        }
        for name in SHEETS:
            html = templates.get_template(f"{name}.html").render(page=name, **common)
            found[page_name(name, language)] = html.encode()
    return found


def _day(day: str, *, language: str) -> str:
    return format_date(date.fromisoformat(day), "d MMMM y", locale=language)


def size(count: int, *, language: str) -> str:
    """Return how large a file is, as a page in this language says it."""
    return present.size(count).replace(".", get_decimal_symbol(language))


def _coded(text: str) -> Markup:
    """Return a line of a sheet with what stands between `back quotes` as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


def _policy(package: Package) -> str:
    """Return the policy that the package's first page really carries."""
    page = package.files["index.html"]
    assert isinstance(page, bytes)
    return page.decode().partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]


def _carried(policies: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Return each policy by the names of the formats that carry it."""
    found: dict[str, list[str]] = {}
    for format_, policy in policies.items():
        found.setdefault(policy, []).append(names[format_])
    return {", ".join(carrying): policy for policy, carrying in found.items()}


def _exchange(made: Path, out: Path) -> None:
    """Put the new folder in the place of the old one."""
    old = made.parent / "old"
    if out.exists():
        out.rename(old)
    try:
        made.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
