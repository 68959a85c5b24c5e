"""Import packages with scormhost and print, as JSON by file name, what it would launch."""

import json
import sys
import tempfile
import zipfile
from pathlib import Path

from scormhost.manifest import parse_imsmanifest  # type: ignore[import-not-found]

seen = {}
for package in map(Path, sys.argv[1:]):
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
        manifest = parse_imsmanifest(Path(folder) / "imsmanifest.xml")
        seen[package.name] = {
            "is_2004": manifest.is_scorm_2004,
            "title": manifest.title,
            "launches": [launch.href for launch in manifest.launches],
            "are_there": all((Path(folder) / launch.href.partition("?")[0]).is_file() for launch in manifest.launches),
        }
print(json.dumps(seen))
