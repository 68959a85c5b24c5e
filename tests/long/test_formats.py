"""What `make test` walks in the fourth edition of SCORM 2004, walked in the third: same script, other manifest."""

from __future__ import annotations

import pytest

from ..browser.conftest import Learner
from ..browser.test_formats import assert_a_2004_visit_is_whole, site, somebody

__all__ = ["site", "somebody"]  # fixtures


@pytest.mark.parametrize("site", ["scorm2004-3"], indirect=True)
def test_scorm_2004_third_edition_ends_completed_and_passed_and_resumes(somebody: Learner) -> None:
    assert_a_2004_visit_is_whole(somebody)
