"""Import packages with the SCORM player of Open edX and print, as JSON by file name, what it makes of them."""

import json
import sys
import tempfile
from pathlib import Path
from unittest import mock

import django
from django.conf import settings

settings.configure(
    MEDIA_ROOT=tempfile.mkdtemp(),
    USE_TZ=True,
    CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
)
django.setup()

from django.core.files.storage import FileSystemStorage  # noqa: E402
from openedxscorm.scormxblock import ScormXBlock  # type: ignore[import-not-found]  # noqa: E402
from xblock.field_data import DictFieldData  # type: ignore[import-not-found]  # noqa: E402

seen = {}
for package in map(Path, sys.argv[1:]):
    block = ScormXBlock(mock.Mock(), DictFieldData({}), mock.Mock())
    block.location = mock.Mock(block_id=package.stem, org="org", course="course", block_type="scorm")
    block.scorm_location = lambda: "scorm"
    block._storage = FileSystemStorage(location=tempfile.mkdtemp())
    with package.open("rb") as file:
        block.update_package_meta(file)
        block.extract_package(file)
    block.update_package_fields()
    seen[package.name] = {
        "version": block.scorm_version,
        "opens": block.index_page_path,
        "is_there": bool(block.find_file_path(block.index_page_path)),
        "warnings": block.package_warnings,
    }
print(json.dumps(seen))
