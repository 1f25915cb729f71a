"""Samples of the rules, in data/samples.toml → what a rule of translations looks at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sixfold.catalogs.model import Catalog, Message
from sixfold.checks.findings import Check, SampleKind, sample_table
from sixfold.checks.translations.model import CatalogContext, Unit, mark_last
from sixfold.checks.translations.runner import Task, check_catalog

Sample = str | Mapping[str, Any]

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n\n'
)


def samples_of(check: Check, kind: SampleKind) -> list[Sample]:
    """Return the samples of one kind that *check* has."""
    found: list[Sample] = sample_table()[check.rule.id][kind]
    return found


def units_of(sample: Mapping[str, Any]) -> list[Unit]:
    """Return the units of *sample*, the last operative one marked so."""
    (source_language, source), (language, translation), *_ = sample.items()
    rows = [(sample.get("context", "annex.p.1"), source, translation), *sample.get("others", ())]
    is_house, layout = sample.get("house", False), sample.get("layout", "")
    return mark_last(
        Unit(context, before, after, source_language, language, line, is_house, layout=layout)  # type: ignore[arg-type]
        for line, (context, before, after) in enumerate(rows, 1)
    )


def found_in(check: Check, sample: Sample, folder: Path) -> list[str]:
    """Return what *check* finds in *sample*; a catalog is written into *folder*."""
    if isinstance(sample, str):
        path = folder / "A-67-1.po"
        path.unlink(missing_ok=True)
        if sample != "(there is no file)":
            path.write_text(HEADER + sample * (sample != "(the file has no entries)") + "\n", encoding="utf-8")
        task = Task(path, "fr", "en", [Message("annex.p.1", "One.")])
        return [one.what for one in check_catalog(task) if one.rule is check.rule]
    units = units_of(sample)
    assert units[0].language in check.languages
    subjects = [CatalogContext(Catalog(()), (), units=units)] if check.is_of_catalog else units
    return [found.what for subject in subjects for found in check.look(subject)]
