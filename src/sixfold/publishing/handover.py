"""What is handed over of one language: the folder's editions and catalogs → its account for programs and its page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sixfold.catalogs.coverage import Coverage
from sixfold.document.model import Document
from sixfold.languages import LanguageCode, language
from sixfold.project.paths import HOUSE
from sixfold.publishing.manifest import page_template, write_sums


@dataclass(frozen=True)
class Handover:
    """What a hand-over tells of a document in one language.

    `editions` have `path`, or `reason` where there is none, and `draft` with what a draft lacks; `findings` are as a
    report of checks has them, in JSON.
    """

    document: Document
    language: LanguageCode
    editions: Sequence[Mapping[str, str]]
    catalogs: Sequence[Coverage]
    findings: Sequence[Mapping[str, Any]]

    def gaps(self) -> Iterator[str]:
        """Yield what isn't whole, in the order in which it is mended."""
        for one in self.catalogs:
            left = one.fuzzy + one.missing
            if left and one.domain != HOUSE:
                yield f"{left} of {one.units} units have no translation that is decided: {one.missing} missing, {one.fuzzy} fuzzy"
        for edition in self.editions:
            if edition["reason"]:
                yield f"no {edition['name']} edition: {edition['reason']}"
            elif edition["draft"]:
                yield f"the {edition['name']} edition is a draft: {edition['draft']}"
        count = sum(one["severity"] != "note" for one in self.findings)
        if count:
            yield f"{count} {'finding' if count == 1 else 'findings'} of checks to be fixed or waived"
        asked = sum(len(one.queries) for one in self.catalogs)
        if asked:
            yield f"{asked} {'query' if asked == 1 else 'queries'} to the author without an answer"


def describe_handover(handover: Handover, folder: Path, templates: Path) -> list[str]:
    """Write handover.json, index.html and SHA256SUMS into *folder*, and return what isn't whole."""
    gaps = list(handover.gaps())
    account = {
        "symbol": handover.document.printed_symbol,
        "slug": handover.document.slug,
        "language": handover.language,
        "is_whole": not gaps,
        "gaps": gaps,
        "editions": handover.editions,
        "catalogs": [asdict(one) for one in handover.catalogs],
        "findings": handover.findings,
    }
    (folder / "handover.json").write_text(json.dumps(account, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    catalogs = sorted(path.relative_to(folder).as_posix() for path in folder.glob("catalogs/*.po"))
    name = language(handover.language).english_name
    page = page_template(templates, "handover").render(account=account, name=name, files=catalogs)
    (folder / "index.html").write_text(page, encoding="utf-8")
    write_sums(folder)
    return gaps
