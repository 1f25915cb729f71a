"""A file ↔ a catalog, on GNU gettext's own programs.

`msgfmt -c` is the strict reading; what it can't know about, polib's own limits among it, is added here. `msgcat` writes; a file is
replaced in one step, and never over somebody else's change.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

from sixfold.catalogs.model import Catalog, Entry, Previous
from sixfold.errors import CatalogError, Problem, RequirementError, WriteError
from sixfold.project.files import read_file, write_atomically

_SAVE_AS_UTF8 = "save the file as UTF-8 in your editor"
_CHARSET = re.compile(r"charset=\s*([^\s;]+)", re.IGNORECASE)
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
#: Also what Python takes for the end of a line, and gettext doesn't; and bytes that aren't UTF-8, as `surrogateescape` reads them.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\udc80-\udcff]")
_ESCAPED_BYTE = 0xDC00
_UTF16 = tuple(mark.decode(errors="surrogateescape") for mark in (BOM_UTF16_BE, BOM_UTF16_LE))
_CONTROL_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\[abfv])")
_STRING = r'"(?:[^"\\]++|\\[ntr"\\])*+"'
_KEYWORD = r"(?:#~\s+)?(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)\s+"
_BEGINNING = re.compile(rf'\s*{_KEYWORD}"')
#: The lines that polib and gettext read alike.
_PLAIN = re.compile(rf"\s*(?:#(?![~]).*|#~\|.*|{_KEYWORD}{_STRING}|(?:#~\s+)?{_STRING}|#~)?\s*")
_COMMENT_SIGN = re.compile(r"^\s*(#[.:,|]?)(?=[^\s.:,|~])", re.MULTILINE)
_OBSOLETE_PREVIOUS = re.compile(r"^\s*#~\|", re.MULTILINE)
#: gettext parts flags by spaces, too; a range has one (`range: 0..3`).
_FLAG_GAP = re.compile(r"(?<!:)\s+")
_MSGFMT_LINE = re.compile(r"<stdin>:([0-9]+):(?:[0-9]+:)? (.*)")
_POLIB_LINE = re.compile(r"\(line ([0-9]+)\)")
#: Two of them hold the text of a line.
_QUOTATION_MARK = re.compile(r'(?<!\\)(?:\\\\)*"')
_ESCAPE_IT = 'write \\" for a quotation mark inside a text'
_UNUSUALLY = "this is written in an unusual way"
_REWRITE = "run `msgcat FILE -o FILE`, which writes the same in the usual form"

#: What to do about what `msgfmt` says, by words of its sentence.
_HINTS = {
    "end-of-line within string": 'end the text with a quotation mark; one inside a text is \\"',
    "duplicate message definition": "keep the right one and delete the other",
    "plural": "give the entry as many msgstr[…] as the header’s Plural-Forms promises",
    "control sequence": 'a backslash in a text is \\\\, a quotation mark \\"',
    "keyword": "each line begins with msgctxt, msgid, msgstr, a quotation mark or #",
    "syntax error": "an entry is msgctxt, msgid, then msgstr, each with its text in quotation marks",
    "missing 'msgstr'": 'write msgstr and the translation, or msgstr "", below msgid',
    "begin with": "begin the translation as the source text begins",
    "end with": "end the translation as the source text ends",
    "inconsistent use of #~": "begin every line of the entry with #~, or none",
}


def read_catalog(path: Path) -> Catalog:
    """Return the catalog in the file at *path*.

    Raises: CatalogError, with every damage of the file and its line.
    """
    return parse_catalog(path, _read(path))


def _read(path: Path) -> bytes:
    try:
        return read_file(path)
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        hint = "run `sixfold update` to make it" if is_missing else "check the path and its rights"
        raise CatalogError(f"the catalog can’t be read: {error.strerror}", path, hint=hint) from None


def skim_catalog(path: Path) -> tuple[Entry, ...]:
    """Return the entries in the file at *path*, for who only looks for texts: `msgfmt`, 6 ms, sees a file with unusual lines alone.

    Raises: CatalogError, as `read_catalog` does.
    """
    with suppress(OSError):
        text = decode(read_file(path))
        if not any(problem for find_problems in (_line_problems, _unusual_lines) for problem in find_problems(path, text)):
            return parse_entries(text)
    return read_catalog(path).entries


def read_catalogs(paths: Iterable[Path]) -> dict[Path, Catalog | CatalogError]:
    """Return the catalog in each file that is there, or what is wrong with it.

    One `msgfmt` sees them all, and each alone where it refuses.
    """
    read: dict[Path, Catalog | CatalogError] = {}
    contents: dict[Path, bytes] = {}
    for path in filter(Path.exists, paths):
        try:
            contents[path] = _read(path)
        except CatalogError as error:
            read[path] = error
    is_accepted = _are_accepted([*map(decode, contents.values())])
    for path, content in contents.items():
        try:
            read[path] = parse_catalog(path, content, is_accepted=is_accepted)
        except CatalogError as error:
            read[path] = error
    return read


def _are_accepted(texts: Sequence[str]) -> bool:
    """Say whether `msgfmt` accepts *texts* together, each as a domain of its own, of which it writes a file."""
    if len(texts) < 2 or any(map(_CONTROL.search, texts)):
        return False
    together = "".join(f'domain "{number}"\n{text}\n' for number, text in enumerate(texts))
    with TemporaryDirectory(prefix="sixfold-") as folder:
        return run_gettext("msgfmt", ["-c", "-"], together, folder).returncode == 0


@lru_cache(maxsize=32)  # one command reads the house's catalogs several times
def parse_catalog(path: Path, data: bytes, *, is_accepted: bool = False) -> Catalog:
    """Return the catalog that *data* is, which is or will be the file at *path*; *is_accepted* says that `msgfmt` has seen it.

    Raises: CatalogError, with every damage and its line.
    """
    text = decode(data)
    for find_problems in (_line_problems, *([] if is_accepted else [_msgfmt_problems]), _unusual_lines):
        if problems := list(find_problems(path, text)):
            raise CatalogError.of(problems)
    try:
        entries = parse_entries(text)
    except OSError as error:
        line = _POLIB_LINE.search(str(error))
        raise CatalogError(_UNUSUALLY, path, int(line[1]) if line else None, _REWRITE) from None
    if problems := list(_header_problems(path, entries)):
        raise CatalogError.of(problems)
    return Catalog(entries, data, entries)


def decode(data: bytes) -> str:
    """Return the text of a catalog's file, its lines ended as gettext ends them; a byte that isn't UTF-8 is a lone surrogate."""
    return data.removeprefix(BOM_UTF8).decode(errors="surrogateescape").replace("\r\n", "\n")


def _line_problems(path: Path, text: str) -> Iterator[Problem]:
    """Yield what is wrong with single lines, in words that `msgfmt` hasn't."""
    if text.startswith(_UTF16):
        yield Problem("the file is UTF-16, a catalog is UTF-8", path, 1, _SAVE_AS_UTF8)
        return
    if not _CONTROL.search(text) and not any(mark * 7 in text for mark in "<|=>"):
        return
    foreign: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if _CONFLICT.fullmatch(line):
            hint = "choose between the two versions and delete the marks, or take the file from git again"
            yield Problem("a merge was left unfinished: git’s marks are here", path, number, hint)
            return
        if control := _CONTROL.search(line):
            if ord(control[0]) >= _ESCAPED_BYTE:
                foreign.append((number, f"byte 0x{ord(control[0]) - _ESCAPED_BYTE:02X} is not UTF-8"))
            else:
                yield Problem(f"the control character U+{ord(control[0]):04X} is in the text", path, number, "delete it")
    if foreign:  # one mistake, in as many lines as have an accent
        (number, what), more = foreign[0], len(foreign) - 1
        others = f", nor is one in {more} further line{'s' * (more > 1)}" if more else ""
        yield Problem(f"{what}{others}; was the file saved in another encoding?", path, number, _SAVE_AS_UTF8)


def _msgfmt_problems(path: Path, text: str) -> Iterator[Problem]:
    """Yield the first error that `msgfmt` has in each line; a sentence that goes on in another place (`...`) is one."""
    run = run_gettext("msgfmt", ["-c", "-o", os.devnull, "-"], text)
    if run.returncode == 0:
        return
    by_line: dict[int, str] = {}
    begun = 0
    for match in filter(None, map(_MSGFMT_LINE.fullmatch, run.stderr.splitlines())):
        number, what = int(match[1]), match[2]
        if what.startswith("...") and begun in by_line:
            by_line[begun] += f" (line {number}: {what[3:]})"
        elif not what.startswith("warning:"):
            begun = number - (what == "end-of-line within string")  # it has read the end of the line by then
            by_line.setdefault(begun, what.removesuffix("..."))
    lines = text.split("\n")
    for number, what in sorted(by_line.items()):
        by_words = (hint for words, hint in _HINTS.items() if words in what)
        has_marks_inside = len(_QUOTATION_MARK.findall("".join(lines[number - 1 : number]))) > 2
        hint = _ESCAPE_IT if has_marks_inside else next(by_words, "`msgfmt -c` shows the same")
        yield Problem(f"msgfmt: {what}", path, number, hint)
    if not by_line:
        unknown = Problem("msgfmt refuses the catalog", path, None, "run `msgfmt -c` on it to see why")
        yield from list(_header_problems(path, parse_entries(text))) or [unknown]


def _unusual_lines(path: Path, text: str) -> Iterator[Problem]:
    """Yield lines that gettext reads and polib misreads: several texts in a line, escapes by number, another domain."""
    for number, line in enumerate(text.split("\n"), 1):
        if _PLAIN.fullmatch(line):
            continue
        if not line.lstrip().startswith("#") and (escape := _CONTROL_ESCAPE.search(line)):
            yield Problem(f"the control character {escape[1]} is in the text", path, number, "delete it")
        else:
            yield Problem(_UNUSUALLY, path, number, _REWRITE)


def _header_problems(path: Path, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    if not entries or not entries[0].is_header or entries[0].is_obsolete:
        yield Problem("the catalog doesn’t begin with its header", path, 1, "take it from the catalog’s earlier version")
        return
    charset = _CHARSET.search(entries[0].translation)
    if charset is None or charset[1].upper() not in {"UTF-8", "UTF8"}:
        named = f"names the encoding “{charset[1]}”" if charset else "names no encoding"
        hint = "write “Content-Type: text/plain; charset=UTF-8” in the header"
        yield Problem(f"the header {named}, a catalog is UTF-8", path, entries[0].translation_line, hint)


class _File(polib.POFile):  # type: ignore[misc]
    """polib's list of entries, the header among them: polib itself would sort its fields."""

    def find(self, *_: object, **__: object) -> None:
        return None


def parse_entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of *text*, which gettext has written, or `msgfmt -c` accepted.

    Raises: OSError, where polib can't read it.
    """
    shaped = _OBSOLETE_PREVIOUS.sub("#|", _COMMENT_SIGN.sub(r"\1 ", text))  # polib wants a space, and skips `#~|`
    file = polib.pofile(shaped, klass=_File)
    lines, translation_lines, last, before = [], [], 0, "msgstr"
    for number, line in enumerate(text.split("\n"), 1):
        if "msg" in line and (match := _BEGINNING.match(line)):
            if before.startswith("msgstr") and not match[1].startswith("msgstr"):
                lines.append(number)
            elif match[1] in ("msgstr", "msgstr[0]"):
                translation_lines.append(number)
            last, before = number, match[1]
    entries = list(map(_entry, file, lines, translation_lines))
    if file.header and entries:  # what polib takes for a comment on the whole file
        entries[0] = replace(entries[0], comments=(*file.header.split("\n"), *entries[0].comments))
    rest = [line.lstrip("# ") for line in text.split("\n")[last:] if line.startswith("#") and not line.startswith("#~")]
    if rest and entries:  # comments below the last entry, which polib leaves out
        entries[-1] = entries[-1].with_comments(*rest)
    return tuple(entries)


def _entry(unit: polib.POEntry, line: int, translation_line: int) -> Entry:
    previous = Previous(unit.previous_msgctxt, unit.previous_msgid, unit.previous_msgid_plural)
    forms = [unit.msgstr_plural[number] for number in sorted(unit.msgstr_plural)] or [unit.msgstr]
    is_empty = not any(form.strip() for form in forms)
    return Entry(
        unit.msgctxt, unit.msgid, ("",) * len(forms) if is_empty else tuple(forms),
        plural=unit.msgid_plural if unit.msgstr_plural else None,
        comments=tuple(unit.tcomment.split("\n")) if unit.tcomment else (),
        extracted=tuple(unit.comment.split("\n")) if unit.comment else (),
        places=tuple(f"{file}:{number}" if number else file for file, number in unit.occurrences),
        flags=tuple(flag for flags in unit.flags for flag in _FLAG_GAP.split(flags) if flag),
        previous=None if unit.previous_msgid is None else previous,
        is_obsolete=bool(unit.obsolete), line=line, translation_line=translation_line,
    )  # fmt: skip


def dump(entries: Sequence[Entry]) -> str:
    """Return *entries* as the text of a catalog, its lines not folded yet; obsolete ones come last."""
    units = []
    for entry in sorted(entries, key=lambda entry: entry.is_obsolete):
        previous, forms = entry.previous, entry.translations
        if entry.is_obsolete and not entry.is_typed:
            forms = (" ",) * len(forms)  # gettext drops an obsolete unit that has none, and its notes
        unit = polib.POEntry(
            msgctxt=entry.context, msgid=entry.text, msgid_plural=entry.plural or "",
            msgstr=forms[0] if entry.plural is None else "",
            msgstr_plural={} if entry.plural is None else dict(enumerate(forms)),
            tcomment="\n".join(entry.comments), comment="\n".join(entry.extracted),
            occurrences=[(place, "") for place in entry.places], flags=list(entry.flags),
            previous_msgctxt=previous and previous.context, previous_msgid=previous and previous.text,
            previous_msgid_plural=previous and previous.plural, obsolete=entry.is_obsolete,
        )  # fmt: skip
        units.append(unit.__unicode__(wrapwidth=0))
    return "\n".join(units)


def render(catalog: Catalog) -> bytes:
    """Return the bytes of the catalog's file: those that were read, where a translator would see no difference."""
    if catalog.original is not None and catalog.read == catalog.entries:
        return catalog.original
    run = run_gettext("msgcat", ["--force-po", "-"], dump(catalog.entries))
    if run.returncode or not run.stdout:
        raise CatalogError(f"msgcat refuses the catalog: {run.stderr.strip()}")
    original = catalog.original or b""
    has_crlf = original.count(b"\r\n") * 2 > original.count(b"\n")
    return (run.stdout.replace("\n", "\r\n") if has_crlf else run.stdout).encode()


def write_catalog(path: Path, catalog: Catalog) -> bool:
    """Write the catalog to *path*; return whether that was needed. Folders are made where there are none.

    Raises: WriteError, where the file can't be written, or is no longer what was read: then it stays as it is.
    """
    content = render(catalog)
    if content == catalog.original:
        return False
    _check_unchanged(path, catalog.original)
    write_atomically(path, content, lambda _: _check_unchanged(path, catalog.original))
    return True


def _check_unchanged(path: Path, original: bytes | None) -> None:
    try:
        now: bytes | None = read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        now = None
    if now != original:
        hint = "save it in the program that has it open, close it there, then run this again"
        raise WriteError("the file changed while we worked; nothing was written", path, hint=hint)


def run_gettext(
    program: str, arguments: Sequence[str], text: str = "", folder: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one of gettext's programs with *text* on its standard input, in *folder* or here; its messages are English.

    Raises: RequirementError, where it isn't installed.
    """
    path = shutil.which(program)
    if path is None:
        hint = "install GNU gettext (Debian: apt install gettext); `make doctor` lists what is missing"
        raise RequirementError(f"the program {program} is not installed", hint=hint)
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}
    run = subprocess.run(  # noqa: S603 - found in PATH
        [path, *arguments], input=text.encode(), env=environment, cwd=folder, capture_output=True, check=False
    )
    return subprocess.CompletedProcess(run.args, run.returncode, run.stdout.decode(), run.stderr.decode(errors="replace"))
