"""The README tells the truth: its commands exist, and everything there is stands in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sixfold.cli import main

CHECKOUT = Path(__file__).parents[2]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
GUIDE = (CHECKOUT / "docs" / "translating.md").read_text(encoding="utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))


def _commands(text: str) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line, comments=True) for block in blocks for line in block.splitlines() if line.strip()]


def test_every_make_target_is_in_the_readme_and_every_one_in_it_exists() -> None:
    named = set(re.findall(r"`make ([a-z-]+)", README + GUIDE)) | {
        words[1] for words in _commands(README + GUIDE) if words[0] == "make"
    }
    assert len(TARGETS) > 12
    assert named - TARGETS == set()
    assert {target for target in TARGETS if not re.search(rf"make {target}\b", README)} == {"help"}  # `make` alone


def test_the_words_that_readme_and_guide_ask_for_are_answered_in_six_languages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CHECKOUT)
    asked = [words[1:] for words in _commands(README + GUIDE) if words[0].endswith("sixfold") and words[1] == "words"]
    assert len(asked) >= 3
    for words in asked:
        assert main(words) == 0
        assert [line[:2] for line in capsys.readouterr().out.splitlines()] == ["ar", "en", "es", "fr", "ru", "zh"]


def test_every_page_and_picture_that_the_documents_link_to_exists() -> None:
    pages = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) >= 4
    assert [link for page, link in links if not (page.parent / link).exists()] == []
