"""A day of edits: neither the server, nor the typesetting process, nor the page grows."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

import pytest

from measure.proof import edits, memory
from support.proof import Proof, Screen

pytestmark = pytest.mark.slow

#: Megabytes, and elements. Within 150 edits the threads of the server come to have all that they need (+30); then it stays so.
MOST = {"server": 30, "typesetter": 15, "script": 1, "elements": 400}


def test_edits_leave_nothing_behind(screen: Screen, proof: Proof, capsys: pytest.CaptureFixture[str]) -> None:
    """`make measure-proof` does it for half an hour, and tells of the browser, too: Chromium keeps 1,500 pictures, and no more."""
    work = edits(proof, screen)
    for _ in islice(work, 15):
        pass
    before = asdict(memory(proof, screen))
    for _ in islice(work, 30):
        pass
    after = asdict(memory(proof, screen))
    growth = {name: after[name] - before[name] for name in MOST}
    with capsys.disabled():
        print("\nproof: 30 edits more:", ", ".join(f"{name} {after[name]:.0f} ({growth[name]:+.1f})" for name in MOST))
    assert {name: value for name, value in growth.items() if value > MOST[name]} == {}
