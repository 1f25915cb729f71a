"""Which editions are up to date: made by this program, on this machine, from files with the same content.

Beside the PDFs, in `build/freshness/`, each has a note of what it was made from and what there was to say of it, written after the
PDF itself. The folder may be deleted at any time: a note that is missing, damaged or doubtful means that the edition is made
again. Nothing is imported here that `sixfold pdf` would have to wait for when there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sixfold.pdf.fonts import font_files
from sixfold.project.files import (
    Hashes,
    digest,
    digest_values,
    hash_folder,
    program_state,
    read_note,
    sweep,
    write_note,
)
from sixfold.project.paths import HOUSE, Project
from sixfold.publishing.requests import ComposedPage, EditionRequest, TypesetEdition


class BuildState:
    """What is recorded of the editions in the project's `build/`."""

    def __init__(self, project: Project) -> None:
        """Read what was recorded of the files that all editions share."""
        self._project = project
        self._folder = project.build / "freshness"
        shared = read_note(self._folder / "shared.json")
        self._shared = Hashes(shared.get("files"))
        self._libraries = tuple(shared.get("libraries", ()))
        self._machine = ""
        self._seen: dict[EditionRequest, tuple[str, Any]] = {}

    def up_to_date(self, request: EditionRequest) -> tuple[str, ...] | None:
        """Return the units that are untranslated or fuzzy in an edition that need not be made; None where it must.

        What is seen of its files now is what `record` will note: one that changes from now on makes the edition out of date.
        """
        note_path = self._note(request)
        note = read_note(note_path)
        hashes = Hashes(note.get("files"))
        own = [request.seed, *(self._project.catalog(code, request.slug) for code in request.languages)]
        houses = [self._project.catalog(code, HOUSE) for code in request.languages]
        options = [*request.languages, request.is_proof, request.prints_fuzzy, request.edition, request.has_spreads]
        inputs = digest_values([*options, *map(hashes.of, own), *map(self._shared.of, houses)])
        is_same = note.get("inputs") == inputs
        is_same &= all(hashes.of(Path(path)) == found for path, found in note.get("pictures", {}).items())
        pdf = hashes.of(request.pdf(self._project)) if is_same else ""
        self._seen[request] = inputs, hashes.known
        if not pdf or (pdf, self._look_at_machine()) != (note.get("pdf"), note.get("machine")):
            return None
        if hashes.has_learned:
            write_note(note_path, note | {"files": hashes.known})
        return tuple(note.get("untranslated", ()))

    def record(self, page: ComposedPage, edition: TypesetEdition) -> None:
        """Record that the edition of *page* is in its place. It counts by the system libraries that it was made with."""
        if edition.libraries != self._libraries:
            self._libraries, self._machine = edition.libraries, ""
            self.save()
        inputs, files = self._seen[page.request]
        note: dict[str, Any] = {"inputs": inputs, "machine": self._look_at_machine(), "pdf": digest(edition.pdf)}
        note |= {"untranslated": list(page.untranslated), "pictures": page.pictures}
        write_note(self._note(page.request), note | {"files": files})

    def save(self) -> None:
        """Write what was learned about the files that all editions share."""
        machine = self._look_at_machine()  # which is how it is learned
        if machine and self._shared.has_learned:
            write_note(self._folder / "shared.json", {"files": self._shared.all, "libraries": self._libraries})

    def remove_leftovers(self, requests: Iterable[EditionRequest]) -> None:
        """Remove what a killed process left where the editions of *requests* will be."""
        for folder in {self._folder, *(request.pdf(self._project).parent for request in requests)}:
            sweep(folder)

    def _note(self, request: EditionRequest) -> Path:
        return self._folder / f"{request.pdf(self._project).stem}.{request.edition}.json"

    def _look_at_machine(self) -> str:
        """Return the hash of what all editions are made with: templates, fonts, engine, this program and what it needs."""
        if not self._machine:
            named = {
                "templates": hash_folder(self._project.templates, self._shared),
                "program": program_state(self._shared),
                "faces": {face: self._shared.of(path) if path else "" for face, path in font_files()},
                "libraries": {name: self._shared.of(Path(name)) for name in self._libraries},
            }
            self._machine = digest_values(named)
        return self._machine
