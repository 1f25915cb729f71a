"""The seed of a document → the seed of its reissue: asterisks at symbol and job numbers, and the day; all else as it was typed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.yaml_nodes import YamlMapping, read_yaml
from sixfold.errors import SeedError
from sixfold.languages import LanguageCode


def reissued_seed(source: str, path: Path, day: datetime.date, codes: Sequence[LanguageCode]) -> tuple[str, Document]:
    """Return the seed *source*, reissued on *day*, and its document; the jobs of the languages *codes* get an asterisk.

    Raises: SeedError, for a seed that is written so that it can't be changed line by line.
    """
    document, tree = parse_seed(source, path), read_yaml(source, path)
    lines = source.splitlines(keepends=True)
    start, end = _region(tree, "symbol", lines)
    for line in range(start, end):
        for symbol in document.symbol:
            lines[line] = _with_asterisk(lines[line], symbol.text)
    first, last = _region(tree, "job", lines)
    for line in range(first, last):
        for number in {document.job[code].number.text for code in codes}:
            lines[line] = _with_asterisk(lines[line], number)
    if "reissued" in tree:
        lines[tree.lines["reissued"] - 1] = f"reissued: {day.isoformat()}\n"
    else:
        lines.insert(end, f"reissued: {day.isoformat()}\n")
    text = "".join(lines)
    reissued = parse_seed(text, path)
    wanted = [(symbol.text, symbol.reissues + 1) for symbol in document.symbol]
    if reissued.reissued != day or [(symbol.text, symbol.reissues) for symbol in reissued.symbol] != wanted:
        hint = "write “symbol” and “job” without quotation marks over several lines, and try again"
        raise SeedError("the asterisks of a reissue can’t be written here", path, tree.lines["symbol"], hint)
    return text, reissued


def _region(tree: YamlMapping, key: str, lines: Sequence[str]) -> tuple[int, int]:
    """Return the lines of the value of *key*, from 0, without comments and empty lines below it."""
    start = tree.lines[key] - 1
    end = min((line - 1 for line in tree.lines.values() if line - 1 > start), default=len(lines))
    while end > start + 1 and not lines[end - 1].partition("#")[0].strip():
        end -= 1
    return start, end


def _with_asterisk(line: str, text: str) -> str:
    """Return *line* with one asterisk more behind *text*, in quotation marks: YAML takes asterisks for something else."""
    typed, sign, comment = line.partition(" #")
    pattern = re.compile(rf"(?P<quote>[\"']?)(?<![\w/\-]){re.escape(text)}(?P<before>\**)(?P=quote)(?![\w/\-])")
    return pattern.sub(lambda found: f'"{text}{found["before"]}*"', typed) + sign + comment
