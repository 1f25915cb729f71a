"""The checkout: where seeds, catalogs, templates and what is built lie. No other room knows."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sixfold.document.symbols import SERIES, NotASymbolError, join_slugs, parse_symbols
from sixfold.errors import UsageError

HOUSE = "house"

#: A hint names no more documents than this.
_MOST_NAMED = 12


@dataclass(frozen=True)
class Project:
    """A folder with `seeds`, `locales` and `templates`; all its paths begin with *root*."""

    root: Path

    @property
    def templates(self) -> Path:
        """HTML, CSS, the emblem."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """What can be made again."""
        return self.root / "build"

    @property
    def findings_cache(self) -> Path:
        """What the checks found, for the next command."""
        return self.build / "cache" / "findings.json"

    @property
    def schema(self) -> Path:
        """The JSON Schema of seeds, for editors."""
        return self.root / "seeds" / "schema.json"

    def seeds(self) -> list[Path]:
        """Return the seeds, by name."""
        return sorted(path for path in (self.root / "seeds").glob("*.yaml") if not path.name.startswith("."))

    def seed(self, slug: str) -> Path:
        """Return the place of a seed of the project; one that was named by its path may stand elsewhere."""
        return self.root / "seeds" / f"{slug}.yaml"

    def catalog(self, language: str, domain: str) -> Path:
        """Return the place of a catalog; *domain* is a document's slug or `house`."""
        return self.root / "locales" / language / "LC_MESSAGES" / f"{domain}.po"

    def memories(self, language: str) -> list[Path]:
        """Return further catalogs of translations, of agencies and other programs, that `update` may fill in from."""
        return sorted((self.root / "locales" / language / "memory").glob("*.po"))

    def accepted_words(self, language: str) -> Path:
        """Return the place of the words that are right though no dictionary of *language* has them, one a line."""
        return self.root / "locales" / language / "words.txt"

    def catalog_template(self, domain: str) -> Path:
        """Return the place of the `.pot` file of *domain*."""
        return self.root / "locales" / f"{domain}.pot"

    @property
    def term_list(self) -> Path:
        """Where the list of terms may be."""
        return self.root / "locales" / "terms.csv"

    def pdf(self, slug: str, language: str, edition: str = "screen") -> Path:
        """Return where an edition of a document stands: the screen edition in `build` itself, others in their own folders."""
        folder = self.build if edition == "screen" else self.build / edition
        return folder / f"{slug}.{language}.pdf"

    def press(self, slug: str, language: str, press_name: str, imposition: str = "none") -> list[Path]:
        """Return where the press edition stands: under the document's name, and in its folder under that of the press."""
        folder = self.build / "press"
        suffix = ".pdf" if imposition == "none" else f".{imposition}.pdf"
        return [folder / f"{slug}.{language}{suffix}", folder / slug / f"{press_name}{suffix}"]

    def release(self, slug: str) -> Path:
        """Return the folder of a document's release."""
        return self.build / "release" / slug

    def sources(self, seed: Path, language: str) -> list[Path]:
        """Return the files that the document of *seed* is made from in one language: the seed, its catalog, that of the house."""
        catalogs = (self.catalog(language, domain) for domain in (seed.stem, HOUSE))
        return [seed, *(path for path in catalogs if path.exists())]


def find_project(start: Path) -> Project:
    """Return the project that *start* lies in.

    Raises: UsageError, when no folder above has seeds, locales and templates.
    """
    for folder in (start, *start.parents):
        if all((folder / name).is_dir() for name in ("seeds", "locales", "templates")):
            return Project(folder)
    raise UsageError(f"no project here: {start} has no seeds, locales and templates", hint="go to the checkout first")


def find_seeds(project: Project, names: Sequence[str]) -> list[Path]:
    """Return the seeds that *names* mean, each a path, a symbol or a slug; all seeds of the project for none.

    Raises: UsageError, for a name that no seed has.
    """
    for stray in sorted((project.root / "seeds").glob("*.yml")):
        raise UsageError(f"{stray.name} would not be seen", stray, hint=f"rename it {stray.stem}.yaml")
    if not names:
        return project.seeds()
    found = (_find_seed(project, name) for name in names)
    return list({path.resolve(): path for path in found}.values())


def _find_seed(project: Project, name: str) -> Path:
    for path in (Path(name), project.root / name):
        if path.suffix == ".yaml" and path.is_file():
            return path
    slugs = {path.stem: path for path in project.seeds()}
    wanted = _slug(name)
    if wanted in slugs:
        return slugs[wanted]
    joint = [slug for slug in slugs if _is_part(wanted, slug)]
    if len(joint) == 1:
        return slugs[joint[0]]
    near = joint or [slug for slug in difflib.get_close_matches(wanted, slugs, n=3) if _is_near(wanted, slug)]
    there = f"there are: {', '.join(slugs) or 'no seeds at all'}" if len(slugs) <= _MOST_NAMED else "`make status` lists them"
    what = f"more than one document is “{name}”" if joint else f"no document “{name[:60]}”"
    raise UsageError(what, hint=f"did you mean {' or '.join(near)}?" if near else there)


def _is_part(wanted: str, slug: str) -> bool:
    """Tell whether *wanted* is the slug of one symbol of the joint symbol that *slug* is of.

    >>> _is_part("S-2025-493", "A-79-982-S-2025-493"), _is_part("A-79-982", "A-79-982-Add.1")
    (True, False)
    """
    if not wanted.startswith(tuple(f"{series}-" for series in SERIES)):
        return False
    before, found, after = slug.partition(wanted)
    begins = not before or (before.endswith("-") and any(map(str.isdigit, before)))
    ends = not after or any(after.startswith(f"-{series}-") for series in SERIES)
    return bool(found) and begins and ends


def _is_near(wanted: str, slug: str) -> bool:
    """Tell whether one letter or figure is another, is missing, or has changed places: more is another document.

    >>> _is_near("A-66-389", "A-66-398"), _is_near("A-79-982", "A-79-352")
    (True, False)
    """
    typed, there = Counter(wanted.upper()), Counter(slug.upper())
    return ((typed - there) + (there - typed)).total() <= 2


def _slug(name: str) -> str:
    try:
        return join_slugs(parse_symbols(name))
    except NotASymbolError:
        return name


