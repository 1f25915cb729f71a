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
from ruamel.yaml import YAML

from sixfold.document import LANGUAGE_CODES
from sixfold.editions import load_document
from sixfold.messages import extract
from sixfold.project import Project

SOURCE = "A-66-398"

#: Operative paragraphs: most documents are short, some are not; from 1 page to 9.
_LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 40)


#: Texts of A/66/398 beside its operative paragraphs.
_OTHER_UNITS = 10

_CITED = re.compile(r"</em> A/\d+/\d+")


def write_corpus(project: Project, checkout: Path, count: int, units: int | None = None) -> list[str]:
    """Write *count* documents with their catalogs into *project*, and return their slugs. The same count gives the same bytes.

    With *units* each document has so many texts, and no two operative paragraphs are the same.
    """
    tree = YAML(typ="safe").load((checkout / "seeds" / f"{SOURCE}.yaml").read_text(encoding="utf-8"))
    pools = {code: _pool(Project(checkout), code) for code in LANGUAGE_CODES if code != "en"}
    choose = random.Random(66398)
    slugs = []
    for number in range(1, count + 1):
        slug = f"A-67-{number}"
        seed = project.root / "seeds" / f"{slug}.yaml"
        with seed.open("w", encoding="utf-8") as file:
            YAML(typ="safe").dump(_vary(tree, number, choose, units), file)
        _write_catalogs(project, seed, pools)
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
        body["operative"] = [text.replace("</em>", f"</em> A/{number}/{place + 1}", 1) for place, text in enumerate(texts)]
    else:
        body["operative"] = [choose.choice(body["operative"]) for _ in range(choose.choice(_LENGTHS))]
    return tree


def _write_catalogs(project: Project, seed: Path, pools: dict[str, dict[str, str]]) -> None:
    messages = list(extract(load_document(seed), f"seeds/{seed.name}"))
    for code, pool in pools.items():
        catalog = polib.POFile(wrapwidth=0)
        catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": code}
        for message in messages:
            cited = match[0] if (match := _CITED.search(message.text)) else "</em>"
            translation = pool[message.text.replace(cited, "</em>")].replace("</em>", cited, 1)
            catalog.append(polib.POEntry(msgctxt=message.context, msgid=message.text, msgstr=translation))
        path = project.catalog(code, seed.stem)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog.save(str(path))
