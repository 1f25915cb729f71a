"""What a proof knows: one document in one language, its units as they are on disk and as they are being typed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from sixfold.catalogs.differences import compare
from sixfold.catalogs.inline import blocking_errors
from sixfold.catalogs.marks import is_name, mark_revised, queries, revisions
from sixfold.catalogs.model import Catalog, Entry, Key, Message
from sixfold.catalogs.po import read_catalog, render, write_catalog
from sixfold.checks.translations.runner import Task, all_checks, check_catalog
from sixfold.compose import Composition, compose, printed_words
from sixfold.document.house import House, house_messages
from sixfold.document.loading import check_printable, house_of, load_document, translate_by
from sixfold.document.model import Document
from sixfold.document.pictures import picture_files
from sixfold.document.units import extract, texts
from sixfold.errors import CatalogError, Problem, UsageError
from sixfold.languages import LanguageCode, language
from sixfold.project.paths import HOUSE, Project


class ConflictError(UsageError):
    """A unit changed on disk while it was edited here; `theirs` is what stands there now."""

    def __init__(self, theirs: Entry, path: Path) -> None:
        """Keep what stands on disk, for the page to show beside what was typed."""
        what = f"{theirs.name} was changed by another program"
        super().__init__(what, path, theirs.translation_line, hint="choose one of the two versions")
        self.theirs = theirs


#: A unit as it was when it began to be edited, and as it is now.
_Edit = tuple[Entry, Entry]


@dataclass
class _File:
    """A catalog as it was read from its file, and the units that were edited since, by key.

    `known` is the file as the pages know it: as `reload` read it last, or as `save` wrote it then.
    """

    path: Path
    saved: Catalog
    edited: dict[Key, _Edit]
    known: bytes | None

    @property
    def current(self) -> Catalog:
        """The catalog with what is being typed; a unit that couldn't be printed so, a tag half typed, is as it was saved."""
        is_house = self.path.stem == HOUSE
        fit = {key: new for key, (_, new) in self.edited.items() if not any(blocking_errors(new, is_house=is_house))}
        return replace(self.saved, entries=tuple(fit.get(one.key, one) for one in self.saved.entries)) if fit else self.saved


def _moved(edited: Mapping[Key, _Edit], catalog: Catalog) -> Iterator[tuple[Key, _Edit]]:
    """Yield the edits where they belong in *catalog*: an update may have given the unit at their address another source text."""
    keys, places = {entry.key for entry in catalog}, {entry.name: entry for entry in catalog}
    for key, (base, entry) in edited.items():
        there = places.get(entry.name)
        if key in keys or there is None or there.key in edited or len(there.translations) != len(entry.translations):
            yield key, (base, entry)  # one whose unit is gone is told by `unsaved`
        else:
            yield there.key, (there, replace(there, translations=entry.translations, flags=("fuzzy", *there.flags)))


class ProofSession:
    """A document in one language while it is proofread.

    Nothing is written but by `save`; a file that can't be read leaves what was read of it before.
    """

    def __init__(self, project: Project, seed: Path, code: LanguageCode, translator: str = "") -> None:
        """Read the document and its catalogs; *translator* is who types, as the header of a catalog names people.

        Raises: SixfoldError, where one can't be read; UsageError for a language without a catalog.
        """
        self.project, self.seed, self.code, self._translator = project, seed, code, translator
        self._files: dict[str, _File] = {}
        self.document: Document = load_document(seed)
        self.reload()

    def reload(self) -> bool:
        """Read again what is on disk; what is edited here stays. Return whether others changed anything since the last time.

        Raises: SixfoldError, where a file can't be read: all stays as it was.
        """
        document = load_document(self.seed)
        catalogs = {}
        for domain in (document.slug, HOUSE):
            if self.code != (document.own_language if domain != HOUSE else "en"):
                path = self.project.catalog(self.code, domain)
                if not path.exists():
                    raise CatalogError("there is no catalog yet", path, hint="run `make update`")
                catalogs[domain] = path, read_catalog(path)
        known = {domain: file.known for domain, file in self._files.items()}
        is_changed = document != self.document or known != {domain: catalog.original for domain, (_, catalog) in catalogs.items()}
        if is_changed:
            self.document = document
            self.__dict__.pop("_messages", None)
        for domain, (path, catalog) in catalogs.items():
            edited = self._files[domain].edited if domain in self._files else {}
            self._files[domain] = _File(path, catalog, dict(_moved(edited, catalog)), catalog.original)
        return is_changed

    @property
    def paths(self) -> list[Path]:
        """The files that the pages are made of."""
        pictures = (self.seed.parent / name for name in picture_files(self.document, self.code))
        return [self.seed, *pictures, *(file.path for file in self._files.values())]

    def page(self) -> Composition:
        """Return the page with what is being typed.

        Raises: SixfoldError, where it can't be printed.
        """
        document, files = self.document, self._files
        current = {domain: check_printable(file.current, file.path) for domain, file in files.items()}
        if document.slug in files:
            document = translate_by(document, self.code, current[document.slug], prints_fuzzy=True)
        house = House(language(self.code))
        if HOUSE in files:
            house = house_of(self.code, current[HOUSE], files[HOUSE].path, prints_fuzzy=True)
        return compose(document, house, self.project.templates)

    def words(self) -> dict[str, str]:
        """Return the words of the page's own screen, by context."""
        house = self._house()
        return {key: house.pattern(key) for key in (one.context for one in house_messages()) if key.startswith("proof.")}

    def _house(self) -> House:
        file = self._files.get(HOUSE)
        return house_of(self.code, file.saved, file.path) if file else House(language(self.code))

    # ---- units ----

    @cached_property
    def _messages(self) -> Mapping[str, Message]:
        """The units of the document in reading order, then the fixed words that it prints, by the name that the page knows."""
        found = {f"{self.document.slug}:{one.name}": one for one in extract(self.document, "")}
        if HOUSE in self._files:
            printed = set(printed_words(self.document, language(self.code)))
            found |= {f"{HOUSE}:{one.name}": one for one in house_messages() if one.context in printed}
        return found

    def addresses(self) -> dict[str, str]:
        """Return the unit of each text of the document by the text's address: equal texts of one role are one unit."""
        names = {one.key: name for name, one in self._messages.items()}
        return {text.address: names[text.context, text.text] for text in texts(self.document) if not text.is_figure}

    def units(self) -> list[dict[str, Any]]:
        """Return all units, for the page."""
        return [self.unit(name) for name in self._messages]

    def unit(self, name: str) -> dict[str, Any]:
        """Return what the page shows of a unit.

        Raises: UsageError for a name that the document doesn't have.
        """
        message, file = self._find(name)
        saved = file.saved.find(*message.key) if file else None
        base, entry = file.edited.get(message.key, (saved, saved)) if file else (None, None)
        is_house = name.startswith(f"{HOUSE}:")
        shown: dict[str, Any] = {
            "name": name, "address": message.name, "source": message.text, "plural": message.plural,
            "where": self._house().word("proof.where.house") if is_house else self._house().unit(message.name),
            "state": "source" if file is None else entry.state if entry else "missing",
            "translations": list(entry.translations) if entry else [], "fuzzy": bool(entry and entry.is_fuzzy),
            "edited": entry != saved, "notes": [], "comments": [], "terms": [], "difference": [], "problems": [],
            "queries": [], "unrevised": False, "theirs": None,
        }  # fmt: skip
        if file and entry and saved:
            problems = blocking_errors(entry, is_house=is_house) if entry.is_typed else ()
            terms = [line for line in entry.extracted if line.startswith("term: ")]
            previous = entry.previous.text if entry.previous else entry.text
            if base and entry and _typed(saved) not in (_typed(base), _typed(entry)):
                shown["theirs"] = {"translations": saved.translations, "fuzzy": saved.is_fuzzy}
            shown |= {
                "unrevised": entry.state == "translated" and not revisions(entry),
                "queries": [one.question for one in queries(file.current, [message]) if not one.answer],
                "notes": [line for line in entry.extracted if line not in terms and not line.startswith(f"{message.name}:")],
                "comments": list(entry.comments), "terms": [line.removeprefix("term: ") for line in terms],
                "difference": [asdict(one) for one in compare(previous, entry.text)] if entry.previous else [],
                "problems": [{"what": one.what, "hint": one.hint} for one in problems],
            }  # fmt: skip
        return shown

    def findings(self) -> Iterator[dict[str, Any]]:
        """Yield what `make check` finds in the catalogs as they are on disk, by unit."""
        document = self.document
        sets = {document.slug: (document.own_language, document.layout), HOUSE: ("en", "")}
        for domain, file in self._files.items():
            messages = extract(document, f"seeds/{domain}.yaml") if domain != HOUSE else house_messages()
            source, layout = sets[domain]
            names = {entry.translation_line: f"{domain}:{entry.name}" for entry in file.saved}
            task = Task(file.path, self.code, source, messages, layout)
            for found in check_catalog(task, all_checks(self.project.term_list)):
                told = {"severity": found.severity, "rule": found.rule.id, "what": found.what, "hint": found.hint}
                yield told | {"unit": names.get(found.line or 0, ""), "line": found.line, "file": file.path.name}

    # ---- edits ----

    def edit(self, name: str, translations: Sequence[str], *, is_fuzzy: bool, was: Sequence[str] = ()) -> None:
        """Take what was typed for a unit; nothing is written.

        *was* is what the form said before: where another program has written something else meanwhile, the two are in conflict.

        Raises: UsageError, where the unit has no catalog or another number of forms.
        """
        message, file = self._find(name)
        saved = file.saved.find(*message.key) if file else None
        if file is None or saved is None or len(saved.translations) != len(translations):
            raise UsageError(f"{message.name} can’t be edited so", hint="run `make update`, then load the page again")
        began = replace(saved, translations=tuple(was)) if len(was) == len(saved.translations) else saved
        base, before = file.edited.get(saved.key, (began, saved))
        flags = tuple(flag for flag in before.flags if flag != "fuzzy")
        entry = replace(before, translations=tuple(translations), flags=("fuzzy", *flags) if is_fuzzy else flags)
        file.edited[saved.key] = base, entry
        if _typed(entry) == _typed(base):
            del file.edited[saved.key]

    def save(self, name: str) -> None:
        """Write a unit as it was edited, and nothing else, into its catalog as that is on disk now.

        Raises: ConflictError, where another program changed the unit meanwhile; CatalogError, WriteError: nothing was written.
        """
        message, file = self._find(name)
        key = message.key
        if file is None or key not in file.edited:
            return
        base, entry = file.edited[key]

        def decide(there: Entry) -> Entry:
            if _typed(there) not in (_typed(base), _typed(entry)):
                raise ConflictError(there, file.path)
            fresh = replace(there, translations=entry.translations, flags=entry.flags)
            return fresh if fresh.is_fuzzy else replace(fresh, previous=None)

        self._write(name, decide)
        del file.edited[key]

    def ask(self, name: str, question: str) -> None:
        """Write a question to the author beside a unit.

        Raises: UsageError for a question without words; CatalogError, WriteError: nothing was written.
        """
        words = " ".join(question.split())
        if not words:
            raise UsageError("the query asks nothing", hint="type the question")
        self._write(name, lambda there: there.with_comments(f"query: {words}"))

    def revise(self, name: str, by: str) -> None:
        """Write beside a unit that *by* revised it as it is on disk.

        Raises: UsageError, where it isn't translated there, or *by* is no name; CatalogError, WriteError: nothing was written.
        """
        if not is_name(by):
            raise UsageError(f"“{by[:40]}” is no name of a reviser", hint="type initials, such as AB, or a name")

        def mark(there: Entry) -> Entry:
            if there.state != "translated" or self.unit(name)["edited"]:
                raise UsageError(f"{there.name} can’t be marked as revised yet", hint="translate it, clear the fuzzy flag and save")
            return mark_revised(there, by, datetime.date.today())

        self._write(name, mark)

    def _write(self, name: str, change: Callable[[Entry], Entry]) -> None:
        """Write what *change* makes of the unit as it is on disk now, and who changed it when, and read the catalog again.

        The header is changed as Poedit does: the date at each save, the name where one is known.
        """
        message, file = self._find(name)
        now = read_catalog(file.path) if file else None
        there = now.find(*message.key) if now else None
        if file is None or now is None or there is None:
            what = f"{message.name} is no longer in the catalog" if file else f"{message.name} has no catalog: it is the source"
            raise CatalogError(what, file.path if file else None, hint="run `make update`")
        fresh, is_known = change(there), now.original == file.known
        if fresh != there:
            now = replace(now, entries=tuple(fresh if one.key == there.key else one for one in now.entries))
            now = now.with_header_field("PO-Revision-Date", datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M%z"))
            now = now.with_header_field("Last-Translator", self._translator) if self._translator else now
            write_catalog(file.path, now)
        file.saved = read_catalog(file.path)
        if is_known and file.saved.original == render(now):  # else another program wrote, too, and `reload` has to tell
            file.known = file.saved.original

    def take(self, name: str, *, theirs: bool) -> None:
        """Decide a conflict: *theirs* leaves what is on disk; else the next `save` writes what was typed here over it."""
        message, file = self._find(name)
        if file and (pair := file.edited.pop(message.key, None)):
            file.saved = read_catalog(file.path)
            there = file.saved.find(*message.key)
            if there and not theirs:
                file.edited[there.key] = there, replace(there, translations=pair[1].translations, flags=pair[1].flags)

    def unsaved(self, *, only_lost: bool = False) -> list[Problem]:
        """Return what was typed and is in no file; *only_lost* that of units which the document no longer has."""
        hint = "copy it from here, if it is still of use"
        return [
            Problem(f"{entry.name} was not saved: “{' | '.join(entry.translations)}”", file.path, hint=hint)
            for file in self._files.values()
            for key, (_, entry) in file.edited.items()
            if not (only_lost and key in {one.key for one in file.saved})
        ]

    def _find(self, name: str) -> tuple[Message, _File | None]:
        if name not in self._messages:
            raise UsageError(f"there is no unit {name[:80]}", hint="load the page again")
        return self._messages[name], self._files.get(name.partition(":")[0])


def _typed(entry: Entry) -> tuple[tuple[str, ...], bool]:
    """Return what a person types of a unit."""
    return entry.translations, entry.is_fuzzy
