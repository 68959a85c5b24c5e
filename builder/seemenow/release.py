"""A folder that an administrator can trust: packages, what they are, how to set them, and proof that nothing changed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from scormkit.problems import Place, Problem, has_errors, in_order
from scormkit.verify import verify

from . import __version__, codebook, pipeline, present, reviews
from .catalogue import problem
from .film.outside import OutsideMissing

SUMS, SIGNATURE, KEY, FACTS, INDEX = "SHA256SUMS", "SHA256SUMS.sig", "release-key.pem", "release.json", "index.html"
UNLISTED = {SUMS, SIGNATURE}
ENVIRONMENT = "SEEMENOW_KEY"  # the private key itself, as PEM
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Released:
    folder: Path | None
    files: tuple[str, ...]
    is_signed: bool
    problems: tuple[Problem, ...]


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
        return _refused([problem("A001", Place(file=str(out)))])
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
        waiting = _waiting(examined)
        if needs_reviews and waiting:
            problems.append(problem("A002", count=len(waiting), first=waiting[0]))
        if not built.artifacts or has_errors(problems, strict=strict):
            return _refused(problems)
        progress("Writing what goes along")
        for name, content in _documents(examined, built.artifacts, folder, assets, waiting, is_signed=bool(key)).items():
            (made / name).write_bytes(content)
        _seal(made, key)
        names = tuple(sorted(path.name for path in made.iterdir()))
        _exchange(made, out)
    return Released(folder=out, files=names, is_signed=bool(key), problems=in_order(problems))


def check(folder: Path, key: bytes | None = None) -> Released:
    """Say whether a release is whole: every file listed and as it was, the signature by ``key``, packages sound.

    ``key`` is the publisher's public key as PEM, got some other way than with the release; without it the key in the
    folder is used, which shows that nothing was damaged, not who made it.
    """
    problems: list[Problem] = []
    sums = folder / SUMS
    if not sums.is_file():
        return _refused([problem("A003", Place(file=str(folder)))])
    listed = dict(reversed(line.split("  ", 1)) for line in sums.read_text(encoding="utf-8").splitlines() if line)
    here = {path.name for path in folder.iterdir()} - UNLISTED
    problems += [problem("A004", Place(file=name)) for name in sorted(listed.keys() - here)]
    problems += [problem("A005", Place(file=name)) for name in sorted(here - listed.keys())]
    for name in sorted(listed.keys() & here):
        if _digest(folder / name) != listed[name]:
            problems.append(problem("A006", Place(file=name)))
    signed = (folder / SIGNATURE).is_file()
    if signed:
        problems += _signature_faults(folder, key)
    else:
        problems.append(problem("A008", Place(file=str(folder))))
    for path in sorted(folder.glob("*.zip")):
        if path.name.endswith("-web.zip"):
            continue
        errors = [each for each in verify(path).problems if each.severity == "error"]
        problems += errors
    return Released(folder=folder, files=tuple(sorted(listed)), is_signed=signed, problems=in_order(problems))


def _refused(problems: Sequence[Problem]) -> Released:
    return Released(folder=None, files=(), is_signed=False, problems=in_order(problems))


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
    }
    changes = folder / "CHANGELOG.md"
    if changes.is_file():
        documents["CHANGELOG.md"] = changes.read_bytes()
    return documents | _pages(facts, artifacts, course.audiences, assets)


def _pages(
    facts: Mapping[str, Any], artifacts: Sequence[pipeline.Artifact], audiences: Sequence[Any], assets: Path
) -> dict[str, bytes]:
    """Return the index and the sheets, each in every language that the sheets have words for."""
    home = assets / "release"
    templates = present.templates(home)
    templates.filters["size"] = present.size
    words = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(home.glob("??.yaml"))}
    names = {str(each.id): str(each.title) for each in audiences}
    found: dict[str, bytes] = {}
    for language, text in words.items():
        common = {
            "facts": facts,
            "language": language,
            "others": [(other, words[other]["own_name"]) for other in words if other != language],
            "text": text,
            "audiences": names,
            "packages": sorted(
                facts["packages"], key=lambda each: (each["audience"] or "", each["languages"], each["format"])
            ),
        }
        for name in ("index", "settings", "data", "security", "accessibility"):
            html = templates.get_template(f"{name}.html").render(page=name, **common)
            found[INDEX if (name, language) == ("index", "en") else f"{name}-{language}.html"] = html.encode()
    return found


def _seal(folder: Path, key: bytes | None) -> None:
    """Write the hash of every file, and the signature over these hashes with the public key beside it."""
    private = _private(key) if key else None
    if private:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (folder / KEY).write_bytes(public)
    names = sorted(path.name for path in folder.iterdir() if path.name not in UNLISTED)
    sums = "".join(f"{_digest(folder / name)}  {name}\n" for name in names).encode()
    (folder / SUMS).write_bytes(sums)
    if private:
        (folder / SIGNATURE).write_bytes(base64.b64encode(private.sign(sums)) + b"\n")


def _private(key: bytes) -> Any:
    """Return the private key that a PEM holds. Raises OutsideMissing when it is none of Ed25519."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(key, password=None)
    except (ValueError, TypeError) as fault:
        raise OutsideMissing(f"The key cannot be read: {fault}.", _KEY_REMEDY) from fault
    if not isinstance(private, Ed25519PrivateKey):
        raise OutsideMissing("The key is none of Ed25519.", _KEY_REMEDY)
    return private


_KEY_REMEDY = "Make one with `openssl genpkey -algorithm ed25519 -out release.key` and keep it out of the course."


def private_key(path: Path | None) -> bytes | None:
    """Return the PEM of the private key: of the file, or of the environment; None when there is neither."""
    if path:
        return path.read_bytes()
    named = os.environ.get(ENVIRONMENT)
    return named.encode() if named else None


def _signature_faults(folder: Path, key: bytes | None) -> list[Problem]:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    place = Place(file=SIGNATURE)
    try:
        public = load_pem_public_key(key or (folder / KEY).read_bytes())
        signature = base64.b64decode((folder / SIGNATURE).read_bytes(), validate=False)
        if not isinstance(public, Ed25519PublicKey):
            return [problem("A007", place)]
        public.verify(signature, (folder / SUMS).read_bytes())
    except (InvalidSignature, ValueError, OSError, binascii.Error):
        return [problem("A007", place)]
    return [] if key else [problem("A009", place)]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
