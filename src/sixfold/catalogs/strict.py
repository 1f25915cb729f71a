"""The strict reading: every damage of a catalog is an error with its line, before anything is made of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sixfold.catalogs.model import Catalog, Entry, Key
from sixfold.catalogs.parsing import Parsed, parse
from sixfold.errors import CatalogError, Problem

_SAVE_AS_UTF8 = "save the file as UTF-8 in your editor"
_NPLURALS = re.compile(r"nplurals\s*=\s*([0-9]+)")
_CHARSET = re.compile(r"charset=\s*([^\s;]+)", re.IGNORECASE)
#: Lines that `msgfmt` has rules of its own for: obsolete and previous ones, flags of another kind.
_TOLD = ("#~", "#|", "#!", "#=")
_MSGFMT_LINE = re.compile(r"<stdin>:([0-9]+):(?:[0-9]+:)? (.*)")


def read_strictly(path: Path, data: bytes, *, with_msgfmt: bool) -> tuple[Parsed, list[Problem]]:
    """Return the entries of the file's *data*, and every problem found, in the order of the lines.

    `msgfmt -c` sees the file only where our own reading finds nothing: what it says after a broken line is noise.
    """
    problems = _encoding_problems(path, data)
    if problems:
        return Parsed(), problems
    text = data.removeprefix(BOM_UTF8).decode()
    parsed = parse(text)
    problems = [Problem(fault.what, path, line, fault.hint) for line, fault in parsed.faults.items()]
    if not parsed.has_conflict:
        problems += _duplicates(path, parsed.entries)
        problems += _header_problems(path, parsed.entries, is_whole=not problems)
    if not problems and with_msgfmt:
        problems = _msgfmt_problems(path, text)
    return parsed, sorted(problems, key=lambda problem: problem.line or 0)


def check_catalog_text(path: Path, data: bytes) -> None:
    """Do nothing where *data*, which is to stand at *path*, is a catalog, also for `msgfmt -c` where it is installed.

    Raises:
        CatalogError: with everything that is wrong.
    """
    _, problems = read_strictly(path, data, with_msgfmt=True)
    if problems:
        raise CatalogError.of(problems)


def _encoding_problems(path: Path, data: bytes) -> list[Problem]:
    if data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        return [Problem("the file is UTF-16, a catalog is UTF-8", path, 1, _SAVE_AS_UTF8)]
    try:
        data.decode()
    except UnicodeDecodeError:
        return list(_undecodable_lines(path, data))
    return []


def _undecodable_lines(path: Path, data: bytes) -> Iterator[Problem]:
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError as error:
            what = f"byte 0x{line[error.start]:02X} is not UTF-8; was the file saved in another encoding?"
            yield Problem(what, path, number, _SAVE_AS_UTF8)


def _duplicates(path: Path, entries: Sequence[Entry]) -> Iterator[Problem]:
    first: dict[Key, int] = {}
    for entry in entries:
        earlier = first.setdefault(entry.key, entry.line)
        if earlier != entry.line:
            name = f"{entry.context}: " if entry.context else ""
            subject = f"the entry “{name}{_short(entry.text)}”" if entry.text else "the header"
            what = f"{subject} stands twice, first in line {earlier}"
            yield Problem(what, path, entry.line, "keep the right one and delete the other")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


def _header_problems(path: Path, entries: Sequence[Entry], *, is_whole: bool) -> Iterator[Problem]:
    header = next((entry for entry in entries if entry.key == (None, "") and not entry.is_obsolete), None)
    if header is None:
        if is_whole:
            yield Problem("the catalog has no header", path, 1, "take it from the catalog’s earlier version")
        return
    charset = _CHARSET.search(header.translation)
    if charset is None or charset[1].upper() not in {"UTF-8", "UTF8"}:
        named = f"names the encoding “{charset[1]}”" if charset else "names no encoding"
        hint = "write “Content-Type: text/plain; charset=UTF-8” in the header"
        yield Problem(f"the header {named}, a catalog is UTF-8", path, header.translation_line, hint)
    yield from _plural_problems(path, header, entries)


def _plural_problems(path: Path, header: Entry, entries: Sequence[Entry]) -> Iterator[Problem]:
    promised = _NPLURALS.search(header.translation)
    for entry in entries:
        if entry.plural is None or entry.is_obsolete:
            continue
        if promised is None:
            what = "the header has no Plural-Forms, but this entry has a plural"
            yield Problem(what, path, entry.line, "add the language’s Plural-Forms to the header")
            return
        forms, number = int(promised[1]), len(entry.translations)
        if number != forms:
            what = f"the entry has {number} of the {forms} plural forms that the header promises"
            yield Problem(what, path, entry.translation_line, f"give it msgstr[0] to msgstr[{forms - 1}]")


def msgfmt_accepts(catalogs: Sequence[Catalog]) -> bool:
    """Say whether `msgfmt -c` has nothing against *catalogs*, which were read strictly; True where it isn't installed.

    It is asked once, each catalog as a domain of its own, because starting it takes longer than reading one; and it gets the header
    and those entries only that it has rules for beyond what was read already. Source: GNU gettext manual, 10.1, the checks of `-c`.
    """
    if not catalogs:
        return True
    domains = (
        f'domain "d{number}"\n' + "".join(f"{entry.gap}{entry.raw}\n" for entry in catalog.entries if _has_rules(entry))
        for number, catalog in enumerate(catalogs)
    )
    with TemporaryDirectory(prefix="sixfold-") as folder:  # it writes a file for each domain, and can't be told not to
        run = _run_msgfmt([], "".join(domains).encode(), folder)
    return run is None or run.returncode == 0


def _has_rules(entry: Entry) -> bool:
    """Say whether *entry* is more than what `msgfmt -c` has nothing to say about: comments for people, and plain strings."""
    texts = (entry.text, *entry.translations)
    has_line_end = any(text[:1] == "\n" or text[-1:] == "\n" for text in texts)
    is_plain = entry.text and entry.plural is None and {"fuzzy", "no-wrap"}.issuperset(entry.flags)
    return not is_plain or has_line_end or entry.raw is None or any(sign in entry.raw for sign in _TOLD)


def _run_msgfmt(options: Sequence[str], data: bytes, folder: str | None = None) -> subprocess.CompletedProcess[bytes] | None:
    program = shutil.which("msgfmt")
    if program is None:
        return None
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}
    return subprocess.run(  # noqa: S603 - the program of the search path, the file on its standard input
        [program, "-c", *options, "-"], input=data, env=environment, cwd=folder, capture_output=True, check=False
    )


def _msgfmt_problems(path: Path, text: str) -> list[Problem]:
    run = _run_msgfmt(["-o", os.devnull], text.encode())
    if run is None or run.returncode == 0:
        return []
    found = (_MSGFMT_LINE.fullmatch(line) for line in run.stderr.decode(errors="replace").splitlines())
    problems = [
        Problem(f"msgfmt: {match[2]}", path, int(match[1]), "correct the entry; `msgfmt -c` shows the same")
        for match in found
        if match and "warning:" not in match[2]
    ]
    return problems or [Problem("msgfmt refuses the catalog", path, None, "run `msgfmt -c` on it to see why")]
