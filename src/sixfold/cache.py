"""Answers that are remembered from one command to the next, as long as what they were drawn from has the same content.

They lie in one file, `build/cache/answers.sqlite`, which may be deleted at any time: an answer that is missing or damaged is
found again, a file that can't be read or written is none. Each question has one place, where its newest answer replaces the
one before, so the file doesn't grow with time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sixfold.hashes import Hashes, digest, digest_values, program_state

_TABLE = (
    "CREATE TABLE IF NOT EXISTS answers"
    " (kind TEXT, name TEXT, drawn_from TEXT, answer TEXT, seal TEXT, PRIMARY KEY (kind, name))"
)
_FILES = "files"
#: Seconds that a command waits for another one that writes, before it goes on without.
_PATIENCE = 5.0

_Row = tuple[str, str, str]


@dataclass(frozen=True)
class Question:
    """What is asked: its kind, of what, and what the answer is drawn from beside this program: files, and `others`."""

    kind: str
    name: str
    files: tuple[Path, ...]
    others: tuple[str, ...] = ()


class Cache:
    """The answers in the file at *path*. Answers are what JSON can say, and never None."""

    def __init__(self, path: Path) -> None:
        """Read what is known of files."""
        self._path = path
        self._kinds: dict[str, dict[str, _Row]] = {}
        self._fresh: list[tuple[Question, str, str]] = []
        self.hashes = Hashes(_whole("", self._rows(_FILES).get("", ("", "", ""))))

    def recall(self, question: Question) -> Any:
        """Return the answer to *question*; None where it has to be found."""
        row = self._rows(question.kind).get(question.name)
        if row is None or row[0] != self._drawn_from(question):
            return None
        return _whole(question.name, row)

    def remember(self, question: Question, answer: Any) -> None:
        """Take note of an *answer*, to be kept by `keep`."""
        drawn_from = self._drawn_from(question)
        if drawn_from:
            written = json.dumps(answer)
            self._fresh.append((question, drawn_from, written))
            self._rows(question.kind)[question.name] = drawn_from, written, _seal(question.name, drawn_from, written)

    def keep(self) -> None:
        """Write what was learned, without answers whose files were touched meanwhile: they may be drawn from another version."""
        fresh = [one for one in self._fresh if all(map(self.hashes.still_holds, one[0].files))]
        rows = [(question.kind, question.name, source, answer) for question, source, answer in fresh]
        if self.hashes.has_learned:
            rows.append((_FILES, "", "", json.dumps(self.hashes.all)))
        self._fresh.clear()
        if rows:
            self._write([(*row, _seal(*row[1:])) for row in rows])

    @cached_property
    def _program(self) -> str:
        return program_state(self.hashes)

    def _drawn_from(self, question: Question) -> str:
        """Return the hash of all that the answer is drawn from; nothing where a file is there and can't be read."""
        hashes = [self.hashes.of(path) for path in question.files]
        if any(not found and path.exists() for found, path in zip(hashes, question.files, strict=True)):
            return ""
        return digest_values([self._program, hashes, question.others])

    def _rows(self, kind: str) -> dict[str, _Row]:
        if kind not in self._kinds:
            self._kinds[kind] = self._read(kind)
        return self._kinds[kind]

    def _read(self, kind: str) -> dict[str, _Row]:
        try:
            if not self._path.is_file():
                return {}
            with self._open() as connection:
                found = connection.execute("SELECT name, drawn_from, answer, seal FROM answers WHERE kind = ?", (kind,))
                return {name: row for name, *row in found}
        except (OSError, sqlite3.OperationalError):  # busy, or not ours to read
            return {}
        except sqlite3.DatabaseError:
            self._throw_away()
            return {}

    def _write(self, rows: Sequence[tuple[str, ...]]) -> None:
        for _ in range(2):
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._open() as connection, connection:
                    connection.execute(_TABLE)
                    connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", rows)
            except (OSError, sqlite3.OperationalError):
                return  # a folder that can't be written: no harm
            except sqlite3.DatabaseError:
                self._throw_away()
            else:
                return

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Give a connection, for a moment only: processes that are forked must have none."""
        with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection:
            connection.text_factory = lambda text: text.decode(errors="replace")  # the seal tells
            yield connection

    def _throw_away(self) -> None:
        for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _whole(name: str, row: _Row) -> Any:
    """Return the answer in *row* of the question *name*; None where it is damaged."""
    source, answer, seal = row
    try:
        return json.loads(answer) if seal == _seal(name, source, answer) else None
    except (TypeError, ValueError):
        return None


def _seal(name: str, drawn_from: str, answer: str) -> str:
    return digest("\n".join((name, drawn_from, answer)).encode(errors="replace"))
