"""A bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from sixfold.commands.report import shown_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert list(shown_progress(iter("abc"), 3, "PDF")) == ["a", "b", "c"]
    assert "0/3" in terminal.getvalue()


def test_one_thing_and_what_is_no_terminal_need_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, things in ((Terminal(), "a"), (io.StringIO(), "abc")):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(shown_progress(iter(things), len(things), "PDF")) == [*things]
        assert stream.getvalue() == ""
