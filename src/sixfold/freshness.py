"""Which editions are up to date: made by this program, on this machine, from files with the same content.

Beside the PDFs, in `build/freshness/`, each has a note of what it was made from and what there was to say of it, written after the
PDF itself. The folder may be deleted at any time: a note that is missing, damaged or doubtful means that the edition is made
again. Nothing is imported here that `sixfold pdf` would have to wait for when there is nothing to do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from sixfold.errors import WriteError
from sixfold.faces import face_files
from sixfold.files import sweep, write_atomically
from sixfold.hashes import Hashes, Remembered, digest, digest_values, hash_folder, program_state
from sixfold.orders import Order
from sixfold.project import HOUSE, Project

#: What decides where letters stand and how they look.
_ENGINE_LIBRARIES = ("libpango", "libharfbuzz", "libfontconfig", "libfreetype", "libfribidi")


class Memory:
    """What is remembered of the editions in the project's `build/`."""

    def __init__(self, project: Project) -> None:
        """Read what was remembered of the files that all editions share."""
        self._project = project
        self._folder = project.build / "freshness"
        shared = _read(self._folder / "shared.json")
        self._shared = Hashes(shared.get("files"))
        self._libraries = _strings(shared.get("libraries"))
        self._seen: dict[Order, tuple[str, dict[str, Remembered]]] = {}

    def recall(self, order: Order) -> Sequence[str] | None:
        """Return which texts of an edition that is up to date are not translated; None if the edition has to be made.

        What is seen of its files now is what `remember` will note: one that changes from now on makes the edition out of date.
        """
        note_path = self._note(order)
        note = _read(note_path)
        hashes = Hashes(note.get("files"))
        inputs = self._inputs(order, hashes)
        pdf = hashes.of(order.pdf(self._project)) if note.get("inputs") == inputs else ""
        self._seen[order] = inputs, hashes.known
        if not pdf or (pdf, self._machine) != (note.get("pdf"), note.get("machine")):
            return None
        if hashes.has_learned:
            _write(note_path, note | {"files": hashes.known})
        return _strings(note.get("untranslated"))

    def remember(self, order: Order, pdf: bytes, untranslated: Sequence[str]) -> None:
        """Note that the edition that *order* asks for stands there, with the content *pdf*."""
        inputs, files = self._seen[order]
        note = {"inputs": inputs, "machine": self._machine, "pdf": digest(pdf), "untranslated": list(untranslated)}
        _write(self._note(order), note | {"files": files})

    def learn_libraries(self) -> None:
        """Learn which system libraries the engine has loaded: an edition made with others is out of date."""
        self._libraries = list(_loaded_libraries())
        self.__dict__.pop("_machine", None)
        self.keep()  # now: what is killed later must find it

    def keep(self) -> None:
        """Write what was learned about the files that all editions share."""
        machine = self._machine  # looking at its files is what teaches
        if machine and self._shared.has_learned:
            _write(self._folder / "shared.json", {"files": self._shared.all, "libraries": self._libraries})

    def clear_away(self, orders: Iterable[Order]) -> None:
        """Remove what a killed process left where *orders* will stand."""
        for folder in {self._folder, *(order.pdf(self._project).parent for order in orders)}:
            sweep(folder)

    def _note(self, order: Order) -> Path:
        return self._folder / f"{order.pdf(self._project).stem}.{order.edition}.json"

    def _inputs(self, order: Order, hashes: Hashes) -> str:
        own = (order.seed, self._project.catalog(order.language, order.slug))
        house = self._project.catalog(order.language, HOUSE)
        options = [order.language, order.is_proof, order.edition]
        return digest_values([*options, *map(hashes.of, own), self._shared.of(house)])

    @cached_property
    def _machine(self) -> str:
        """The hash of what all editions are made with: templates, faces, engine, this program and what it needs."""
        named = {
            "templates": hash_folder(self._project.templates, self._shared),
            "program": program_state(self._shared),
            "faces": {face: self._shared.of(path) if path else "" for face, path in face_files()},
            "libraries": {name: self._shared.of(Path(name)) for name in self._libraries},
        }
        return digest_values(named)


def _loaded_libraries() -> Iterator[str]:
    """Yield the engine's own system libraries as this process has loaded them, in a stable order; none where /proc doesn't tell.

    Others may be loaded, too, by who else works in this process (Pillow brings a FreeType); they have no part in a page.
    """
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    paths = {line.split(maxsplit=5)[5] for line in lines if line.count("/")}
    ours = (path for path in paths if Path(path).name.startswith(_ENGINE_LIBRARIES))
    yield from sorted(path for path in ours if not Path(path).is_relative_to(sys.prefix))


def _strings(values: object) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _read(path: Path) -> dict[str, Any]:
    """Return the note at *path*; an empty one where there is none that is whole."""
    try:
        seal, _, content = path.read_bytes().partition(b"\n")
        if seal.decode() != digest(content):
            return {}
        note = json.loads(content)
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _write(path: Path, note: dict[str, Any]) -> None:
    """Write *note* under the hash of itself, which tells it from a damaged one. If it can't be written, it is missing: no harm."""
    content = json.dumps(note, ensure_ascii=False).encode()
    with suppress(WriteError):
        write_atomically(path, digest(content).encode() + b"\n" + content)
