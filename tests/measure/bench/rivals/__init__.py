"""Other programs on the same text: typst (from PyPI), XeLaTeX and Chromium (from Debian), each where it is installed.

typst and XeLaTeX get a plain, decent layout of the same text in the same face and size, with head and page numbers; Chromium gets
the page that the weasyprint command gets. None of them draws the masthead as the Organization has it, so they have less to do.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from sixfold.catalogs.inline import plain
from sixfold.document.model import Document
from sixfold.document.units import texts

_HERE = Path(__file__).parent
_TYPST = re.compile(r"([\\#$*_`<>@~\[\]=+/-])")
_TEX = re.compile(r"([\\{}$&#^_~%])")
_LANGUAGES = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian"}


def rivals(folder: Path, document: Document, page: Path, base: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield name and command of each rival that is installed.

    *document* is in its language, *page* its HTML, *base* the folder of what links in it are relative to.
    """
    language = next(text.language for text in texts(document) if text.language)
    for suffix in ("typ", "tex"):
        (folder / f"rival.{suffix}").write_text(source(document, language, suffix), encoding="utf-8")
    if find_spec("typst"):
        program = "import sys, typst; typst.compile(*sys.argv[1:3], font_paths=sys.argv[3:], pdf_standards='a-2a')"
        yield "typst", partial(_run, folder, "python", "-c", program, "rival.typ", "typst.pdf", "/usr/share/fonts")
    if shutil.which("xelatex"):
        yield (
            "XeLaTeX, twice",
            lambda: [_run(folder, "xelatex", "-interaction=batchmode", "rival.tex") for _ in range(2)],
        )
    if program := shutil.which("chromium"):
        (base / "rival.html").write_bytes(page.read_bytes())
        options = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={folder}/chromium.pdf",
        )
        yield "Chromium", partial(_run, folder, program, *options, (base / "rival.html").as_uri())


def source(document: Document, language: str, suffix: str) -> str:
    """Return the text of *document* in the markup of a rival: `typ` or `tex`."""
    environment = Environment(loader=FileSystemLoader(_HERE), trim_blocks=True)
    environment.filters |= {"typst": partial(_TYPST.sub, r"\\\1"), "tex": _tex}
    template = environment.get_template(f"document.{suffix}.j2")
    blocks = [(_kind(text.context), plain(text.text)) for text in texts(document)]
    return template.render(
        symbol=document.printed_symbol,
        organization="United Nations",
        blocks=blocks,
        language=language,
        languages=_LANGUAGES,
    )


def _tex(text: str) -> str:
    return _TEX.sub(
        lambda match: (
            r"\textbackslash{}" if match[1] == "\\" else rf"\{match[1]}{{}}" if match[1] in "^~" else rf"\{match[1]}"
        ),
        text,
    )


def _kind(context: str) -> str:
    return "title" if ".title" in context or "heading" in context else "numbered" if ".op." in context else "text"


def _run(folder: Path, program: str, *arguments: str) -> None:
    import sys  # noqa: PLC0415

    command = [sys.executable if program == "python" else program, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
