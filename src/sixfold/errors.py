"""Errors: what is wrong, where, and what to do about it. Findings are printed in the same form."""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a person's input.

    `hint` is an action, printed on a line of its own; `line` counts from 1.

    >>> print(Problem("unknown key “oprative” in annex", Path("seeds/a.yaml"), 14, "did you mean “operative”?"))
    seeds/a.yaml:14: unknown key “oprative” in annex
     hint: did you mean “operative”?
    """

    what: str
    path: Path | None = None
    line: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        """Return the problem as `file:line: what`, with the hint below; what is quoted from a file can't move the cursor."""
        place = "" if self.path is None else f"{self.path}:" if self.line is None else f"{self.path}:{self.line}:"
        hint = f"\n hint: {visible(self.hint)}" if self.hint else ""
        return f"{visible(f'{place} {self.what}'.strip())}{hint}"


def near_match(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return the hint which of *known* may be meant by *word*; *otherwise* where none is near.

    >>> near_match("oprative", ["operative", "preambular"])
    'did you mean “operative”?'
    """
    near = get_close_matches(word, list(known), n=1)
    return f"did you mean “{near[0]}”?" if near else otherwise


def visible(text: str) -> str:
    """Return *text* with every control character and every change of direction written out.

    >>> visible("unknown key “a\\x1b[31m”")
    'unknown key “a\\\\x1b[31m”'
    """
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(repr(sign)[1:-1] if unicodedata.category(sign) in hidden else sign for sign in text)


class SixfoldError(Exception):
    """Something that stops the work. Subclasses give the exit code of the command line.

    Source: house rule; 0 is done, 1 findings, 2 wrong usage.
    """

    exit_code = 3

    def __init__(self, what: str, path: Path | None = None, line: int | None = None, hint: str | None = None) -> None:
        """Describe one problem; use `of` for several."""
        self.problems: Sequence[Problem] = (Problem(what, path, line, hint),)
        super().__init__(what)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> SixfoldError:
        """Return the error that carries all of *problems*, in their order."""
        error = cls(problems[0].what)
        error.problems = tuple(problems)
        return error

    def __str__(self) -> str:
        """Return all problems, one after the other."""
        return "\n".join(str(problem) for problem in self.problems)


class FindingsError(SixfoldError):
    """What was found keeps something from being made, a release for one."""

    exit_code = 1


class UsageError(SixfoldError):
    """The command was typed wrongly: an unknown document, language or word."""

    exit_code = 2


class SeedError(SixfoldError):
    """A seed can't be read as a document."""

    exit_code = 3


class CatalogError(SixfoldError):
    """A catalog can't be read, or a message of it can't be printed."""

    exit_code = 4


class RequirementError(SixfoldError):
    """A system library, program or font is missing."""

    exit_code = 5


class MissingFontsError(RequirementError):
    """Fonts that a page needs are not installed; the Debian `packages` bring them."""

    def __init__(self, named: str, packages: Iterable[str] = ()) -> None:
        """Name the first of them, and what to do."""
        self.packages = tuple(packages)
        hint = f"sudo apt-get install {' '.join(self.packages)}, or `make doctor` for everything that is missing"
        super().__init__(f"the typeface file {named} is not installed", hint=hint)


class RenderError(SixfoldError):
    """The page can't be made as the layout asks: a forbidden address, a wrong font, a missing glyph."""

    exit_code = 6


class MissingGlyphError(RenderError):
    """No font of the layout has one of `characters`."""

    def __init__(self, characters: str) -> None:
        """Name the characters that no font has."""
        self.characters = characters
        names = ", ".join(f"U+{ord(character):04X} “{character}”" for character in characters)
        super().__init__(f"no font of the layout has {names}", hint="is it a typing mistake? else add a font to faces.toml")


class WriteError(SixfoldError):
    """A file can't be written, or changed while we worked; what stood there still stands."""

    exit_code = 7


class MachineError(SixfoldError):
    """The machine refuses: no space left, a folder that is gone, a name that is too long."""

    exit_code = 8


class DefectError(SixfoldError):
    """Sixfold itself is at fault."""

    exit_code = 9


class WordFileError(SixfoldError):
    """A Word file can't be read."""

    exit_code = 10


_REMEDIES = {errno.ENOSPC: "free some space on the disk", errno.EACCES: "check the permissions of the file and of its folders"}


def explain(error: Exception) -> SixfoldError:
    """Return *error* as a SixfoldError: what the machine refuses, and our own mistakes, are printed as a sentence, too.

    Raises: KeyboardInterrupt, when that is what *error* hides: Python 3.11 wraps what comes up while a class is made.
    """
    if isinstance(error.__cause__, KeyboardInterrupt):
        raise error.__cause__
    if isinstance(error, SixfoldError):
        return error
    if isinstance(error, OSError):
        path = Path(error.filename) if isinstance(error.filename, str) else None
        hint = _REMEDIES.get(error.errno or 0, "sixfold --debug … shows where it happened")
        return MachineError(error.strerror or str(error), path, hint=hint)
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):  # pathlib, before Python 3.13
        path = Path(str(error).partition("'")[2].rstrip("'"))
        return MachineError("this symbolic link leads back to itself", path, hint="delete the link")
    what = f"a mistake in Sixfold itself: {type(error).__name__}: {error}"
    return DefectError(what, hint="sixfold --debug … shows where it happened; please report it")
