"""`sixfold proof`: the pages in a browser, with the catalog beside them."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path

from sixfold.commands.report import derive_fonts, print_problems, require_packages
from sixfold.commands.selection import wanted_seeds
from sixfold.errors import UsageError
from sixfold.languages import LanguageCode
from sixfold.pdf.fonts import prepare_fonts
from sixfold.project.paths import find_project
from sixfold.project.process import stop_in_order


def run(options: argparse.Namespace) -> int:
    """Serve the proof of one document until its last page is closed."""
    require_packages("the proof needs", "proof", "starlette", "uvicorn", "watchfiles")
    import asyncio  # noqa: PLC0415  (only here)

    from sixfold.proof.server import serve  # noqa: PLC0415  (not installed for every project)
    from sixfold.proof.session import ProofSession  # noqa: PLC0415
    from sixfold.proof.typesetter import Typesetter  # noqa: PLC0415

    project = find_project(Path.cwd())
    seeds = wanted_seeds(project, options.documents)
    if len(seeds) > 1:
        raise UsageError(f"a proof shows one document, and {len(seeds)} are here", hint="name one: make proof DOC=A/66/398")
    code: LanguageCode = options.lang[0] if options.lang else "en"
    translator = _translator(options.by, project.root)
    fonts = prepare_fonts(project.build, [code], derive_fonts)
    sessions: list[ProofSession] = []

    def begin(wanted: LanguageCode) -> ProofSession:
        sessions.append(ProofSession(project, seeds[0], wanted, translator))
        return sessions[-1]

    def ready(address: str) -> None:
        print(address, flush=True)
        print("the proof is at this address, for you alone; it ends with its last page, or with Ctrl+C", file=sys.stderr)
        if not translator:
            print("git knows no name to save as Last-Translator: BY=\"Ann Example\" would name you", file=sys.stderr)
        if not options.no_browser:
            webbrowser.open(address)

    signal = asyncio.run(serve(begin, code, Typesetter(project.templates, fonts), ready))
    unsaved = [problem for session in sessions for problem in session.unsaved()]
    print_problems(unsaved, "warning")
    if signal:
        stop_in_order(signal)
    return 1 if unsaved else 0


def _translator(typed: str, root: Path) -> str:
    """Return who translates, as the header of a catalog names people: as *typed*, or the user whom git knows in *root*; or nothing.

    Raises: UsageError, where what was typed is no name.
    """
    if typed:
        if not typed.isprintable() or not typed.strip():
            raise UsageError(f"“{typed[:40]}” is no name of a translator", hint='type a name: BY="Ann Example <ann@example.org>"')
        return " ".join(typed.split())
    if shutil.which("git") is None:
        return ""
    asked = (["git", "-C", str(root), "config", f"user.{key}"] for key in ("name", "email"))
    name, email = (subprocess.run(one, capture_output=True, text=True, check=False).stdout.strip() for one in asked)  # noqa: S603
    return f"{name} <{email}>" if name and email else name
