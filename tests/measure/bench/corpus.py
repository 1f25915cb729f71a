"""A made-up corpus: documents of many lengths in six languages, from a program, so that it is the same everywhere.

Each is A/66/398 under another symbol, its paragraphs drawn anew; what a reader of the seeds and catalogs sees is real text.
"""

from __future__ import annotations

import copy
import random
import re
from pathlib import Path
from typing import Any

import polib
import yaml

from sixfold.catalogs.pot import new_catalog
from sixfold.catalogs.term_finder import TermBase
from sixfold.catalogs.terms import offer_terms, read_terms
from sixfold.commands.arguments import CODES
from sixfold.commands.common import document_header
from sixfold.document.loading import load_document
from sixfold.document.units import extract
from sixfold.languages import LANGUAGE_CODES
from sixfold.project.paths import Project

SOURCE = "A-66-398"

#: Operative paragraphs: most documents are short, some are not; from 1 page to 9.
_LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 40)


#: Texts of A/66/398 beside its operative paragraphs.
_OTHER_UNITS = 10

_BEFORE_DIGIT = re.compile(r"</em>(?=\d)")
_CITED = re.compile(r"</em> A/\d+/\d+")


def write_corpus(project: Project, checkout: Path, count: int, units: int | None = None) -> list[str]:
    """Write *count* documents with their catalogs into *project*, and return their slugs. The same count gives the same bytes.

    With *units* each document has so many texts, and no two operative paragraphs are the same.
    """
    tree = yaml.safe_load((checkout / "seeds" / f"{SOURCE}.yaml").read_text(encoding="utf-8"))
    pools = {code: _pool(Project(checkout), code) for code in LANGUAGE_CODES if code != "en"}
    terms = read_terms(Project(checkout).term_list)
    choose = random.Random(66398)
    slugs = []
    for number in range(1, count + 1):
        slug = f"A-67-{number}"
        seed = project.root / "seeds" / f"{slug}.yaml"
        with seed.open("w", encoding="utf-8") as file:
            yaml.safe_dump(_vary(tree, number, choose, units), file, allow_unicode=True, sort_keys=False)
        _write_catalogs(project, seed, pools, terms)
        slugs.append(slug)
    return slugs


def _pool(project: Project, code: str) -> dict[str, str]:
    catalog = polib.pofile(str(project.catalog(code, SOURCE)))
    return {entry.msgid: entry.msgstr for entry in catalog if entry.translated()}


def _vary(source: Any, number: int, choose: random.Random, units: int | None) -> Any:
    tree = copy.deepcopy(source)
    tree["symbol"] = f"A/67/{number}"
    tree["date"] = f"2012-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"
    tree["job"] = {code: f"12-{10000 + 6 * number + place}" for place, code in enumerate(LANGUAGE_CODES)}
    tree["session"] = 67
    body = tree["parts"][1]["annex"]["body"][1]
    if units:
        several = range(units - _OTHER_UNITS)
        texts = [choose.choice(body["operative"]) for _ in several]
        cited = (f"</em> A/{number}/{place}" for place in range(1, len(texts) + 1))
        body["operative"] = [text.replace("</em>", symbol, 1) for text, symbol in zip(texts, cited, strict=True)]
    else:
        body["operative"] = [choose.choice(body["operative"]) for _ in range(choose.choice(_LENGTHS))]
    return tree


def _write_catalogs(project: Project, seed: Path, pools: dict[str, dict[str, str]], terms: TermBase) -> None:
    """Write the catalogs as `sixfold update` would leave them."""
    document = load_document(seed)
    extracted = extract(document, f"seeds/{seed.name}")
    for code in CODES:
        if code not in pools:
            continue
        new = new_catalog(code, document_header(document))
        catalog = polib.POFile(wrapwidth=0)
        catalog.metadata = dict(new.header)
        catalog.header = "\n".join(line.strip() for line in new.header_entry.comments)
        for message in offer_terms(extracted, terms, document.own_language, code):
            translation = _translation(message.text, pools[code])
            entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgstr=translation)
            entry.comment, entry.occurrences = message.comment, [(message.place, "")]
            catalog.append(entry)
        path = project.catalog(code, seed.stem)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog.save(str(path))


def _translation(text: str, pool: dict[str, str]) -> str:
    cited = match[0] if (match := _CITED.search(text)) else "</em>"
    return _BEFORE_DIGIT.sub("</em> ", pool[text.replace(cited, "</em>")]).replace("</em>", cited, 1)
