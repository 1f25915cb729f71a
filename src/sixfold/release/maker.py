"""The editions of a document in one language, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sixfold.document import Document, LanguageCode
from sixfold.editions import compose_edition
from sixfold.errors import FindingsError, RenderError
from sixfold.languages import language
from sixfold.missing_glyphs import locate
from sixfold.pdf import PLAIN, EditionName, make_edition
from sixfold.press import Order, make_press_edition, press_name
from sixfold.profiles import Profile
from sixfold.project import Project
from sixfold.render import Engine

_TAGGED: tuple[EditionName, ...] = ("screen", "archive")


@dataclass(frozen=True)
class Maker:
    """Makes the editions of a release: with one engine, and for the press with one profile."""

    project: Project
    engine: Engine
    profile: Profile

    def make(self, document: Document, code: LanguageCode, folder: Path) -> None:
        """Write the editions of *document* in the language *code* below *folder*.

        Raises:
            FindingsError: when a message is missing or fuzzy.
            RenderError: when a page can't be made as the layout asks.
        """
        page = compose_edition(self.project, document, code)
        if page.untranslated:
            what = f"{document.printed_symbol} isn’t released: {len(page.untranslated)} messages are not translated in {code}"
            raise FindingsError(what, hint=f"`make check LANG={code}` names them")
        sources = self.project.sources(self.project.seed(document.slug), code)
        name = f"{document.slug}.{code}.pdf"
        try:
            for edition in _TAGGED:
                _write(
                    folder / edition / name,
                    self.engine.render(page.html, make_edition(edition, page.metadata, sources)),
                )
            plain = self.engine.render(page.html, PLAIN)
        except RenderError as error:
            raise locate(self.project, self.project.seed(document.slug), code, error) from None
        order = Order(is_bound_right=language(code).direction == "rtl")
        content = make_press_edition(plain, order, self.profile)
        for path in (name, f"{press_name(document.job[code].number.bar_code, language(code).job_letter)}.pdf"):
            _write(folder / "press" / path, content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
