"""Prove that a release is as it was made: hashes of all files, and an Ed25519 signature over them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scormkit.problems import Place, Problem, in_order
from scormkit.verify import verify

from ..outside import OutsideMissing
from ..rule import Rule
from . import sbom

SUMS, SIGNATURE, KEY = "SHA256SUMS", "SHA256SUMS.sig", "release-key.pem"
UNLISTED = {SUMS, SIGNATURE}
FACTS, INDEX = "release.json", "index.html"
SHEETS = ("index", "settings", "data", "security", "accessibility")  # a page each, in the languages of assets/release
LANGUAGES = ("en", "nl")
ENVIRONMENT = "SEEMENOW_KEY"  # the private key itself, as PEM
_KEY_REMEDY = "Make one with `openssl genpkey -algorithm ed25519 -out release.key` and keep it out of the course."


def page_name(sheet: str, language: str) -> str:
    """Return the file of a sheet in one language."""
    return INDEX if (sheet, language) == ("index", LANGUAGES[0]) else f"{sheet}-{language}.html"


# What every release has, whatever it is a release of.
WHOLE = frozenset(
    {FACTS, sbom.FILE, "code-book.csv", "code-book.xlsx"}
    | {page_name(sheet, language) for sheet in SHEETS for language in LANGUAGES}
)

CODES: dict[str, Rule] = {
    "R011": Rule(
        severity="error",
        sentence="There is something else in {file} already, and no release.",
        remedy="Name an empty folder, or one that does not exist yet.",
    ),
    "R012": Rule(
        severity="error",
        sentence="People have not reviewed everything yet: {count} still wait, {first} first.",
        remedy="Release without --reviewed; the packages then say that they are an unreviewed edition.",
    ),
    "R013": Rule(
        severity="error",
        sentence="There is no SHA256SUMS in {file}, so this is no release.",
        remedy="Name the folder that seemenow release made.",
    ),
    "R014": Rule(severity="error", sentence="{file} is missing.", remedy="Get the release again, whole."),
    "R015": Rule(
        severity="error",
        sentence="{file} does not belong to the release: no hash of it was signed.",
        remedy="Take it out; if you need it, ask who published the release.",
    ),
    "R016": Rule(
        severity="error",
        sentence="{file} is not what was released: its hash is another one.",
        remedy="Do not use it. Get the release again.",
    ),
    "R017": Rule(
        severity="error",
        sentence="The signature does not fit the hashes and the key.",
        remedy="Do not use this release. Ask the publisher for it, and for the public key.",
    ),
    "R018": Rule(
        severity="note",
        sentence="The release carries no signature: the hashes show damage, not who made it.",
        remedy="Compare SHA256SUMS with what the publisher says somewhere else.",
    ),
    "R019": Rule(
        severity="note",
        sentence="The signature fits the key in this folder, which shows damage and not who made it.",
        remedy="Get the publisher's public key some other way and name it with --public-key.",
    ),
    "R020": Rule(
        severity="error",
        sentence="The bill of materials does not fit the packages: {place} is missing, too much or another file.",
        remedy="Do not use this release. Get it again, whole.",
    ),
    "R021": Rule(
        severity="error",
        sentence="The bill of materials names no licence for {name}.",
        remedy="Ask the publisher under which licence it may be used.",
    ),
    "R022": Rule(
        severity="error",
        sentence="The bill of materials cannot be read.",
        remedy="Get the release again, whole.",
    ),
    "R023": Rule(
        severity="warning",
        sentence="The course does not say under which licence its texts, films and pictures may be used.",
        remedy="Write `licence:` in course.yaml, such as CC-BY-SA-4.0.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Released:
    folder: Path | None
    files: tuple[str, ...]
    is_signed: bool
    problems: tuple[Problem, ...]


def check(folder: Path, key: bytes | None = None) -> Released:
    """Say whether a release is whole: every file listed and as it was, the signature by ``key``, packages sound.

    ``key`` is the publisher's public key as PEM, got some other way than with the release; without it the key in the
    folder is used, which shows that nothing was damaged, not who made it.
    """
    problems: list[Problem] = []
    sums = folder / SUMS
    if not sums.is_file():
        return refused([fault("R013", str(folder))])
    lines = sums.read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    here = {path.name for path in folder.iterdir()} - UNLISTED
    other = {name for name in listed.keys() & here if _digest(folder / name) != listed[name]}
    problems += [fault("R014", name) for name in sorted((listed.keys() | WHOLE) - here)]
    problems += [fault("R015", name) for name in sorted(here - listed.keys())]
    problems += [fault("R016", name) for name in sorted(other)]
    signed = (folder / SIGNATURE).is_file()
    if signed:
        problems += _signature_faults(folder, key)
    else:  # whoever names a key expects its signature; to take it away is all that a forger has to do
        problems.append(fault("R014", SIGNATURE) if key else fault("R018", str(folder)))
    odd = other | (listed.keys() ^ here)
    if (folder / sbom.FILE).is_file() and not any(name.endswith(".zip") for name in odd):
        problems += _bill_faults(folder)
    for path in sorted(folder.glob("*.zip")):
        if path.name.endswith("-web.zip") or path.name in odd:
            continue
        errors = [each for each in verify(path).problems if each.severity == "error"]
        problems += errors
    return Released(folder=folder, files=tuple(sorted(listed)), is_signed=signed, problems=in_order(problems))


def _bill_faults(folder: Path) -> list[Problem]:
    try:
        return [
            fault("R020", sbom.FILE, place=name) if kind == "file" else fault("R021", sbom.FILE, name=name)
            for kind, name in sbom.missing(folder)
        ]
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile):
        return [fault("R022", sbom.FILE)]


def seal(folder: Path, key: bytes | None) -> None:
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

    try:
        public = load_pem_public_key(key or (folder / KEY).read_bytes())
        signature = base64.b64decode((folder / SIGNATURE).read_bytes(), validate=False)
        if not isinstance(public, Ed25519PublicKey):
            return [fault("R017", SIGNATURE)]
        public.verify(signature, (folder / SUMS).read_bytes())
    except (InvalidSignature, ValueError, OSError, binascii.Error):
        return [fault("R017", SIGNATURE)]
    return [] if key else [fault("R019", SIGNATURE)]


def fault(code: str, file: str | None = None, **values: object) -> Problem:
    return CODES[code].problem(code, Place(file=file), file=file, **values)


def refused(problems: Sequence[Problem]) -> Released:
    return Released(folder=None, files=(), is_signed=False, problems=in_order(problems))


def _digest(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
