"""The checkout: where seeds, catalogs, templates and what is built lie. No other module knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sixfold.errors import UsageError

HOUSE = "house"


@dataclass(frozen=True)
class Project:
    """A folder with `seeds`, `locales` and `templates`; all its paths begin with *root*."""

    root: Path

    @property
    def templates(self) -> Path:
        """HTML, CSS, the emblem."""
        return self.root / "templates"

    @property
    def source_folders(self) -> tuple[Path, ...]:
        """Return the folders of what people write: seeds, catalogs, templates. Who waits for changes watches these."""
        return self.root / "seeds", self.root / "locales", self.templates

    @property
    def build(self) -> Path:
        """What can be made again."""
        return self.root / "build"

    def findings_cache(self, domain: str) -> Path:
        """Return the place of what the checks found in the catalogs of *domain*, for the next command."""
        return self.build / "cache" / "findings" / f"{domain}.json"

    def update_cache(self, domain: str) -> Path:
        """Return the place of what is known of the catalogs of *domain* that an update left as they were."""
        return self.build / "cache" / "updates" / f"{domain}.json"

    @property
    def template_cache(self) -> Path:
        """Return the folder of the compiled templates."""
        return self.build / "cache" / "templates"

    @property
    def text_index(self) -> Path:
        """What `sixfold find` knows of all texts, for the next command."""
        return self.build / "cache" / "texts.sqlite"

    @property
    def schema(self) -> Path:
        """The JSON Schema of seeds, for editors."""
        return self.root / "seeds" / "schema.json"

    def seeds(self) -> list[Path]:
        """Return the seeds, by name."""
        return _files(self.root / "seeds", "*.yaml")

    def seed(self, slug: str) -> Path:
        """Return the place of a seed of the project; one that was named by its path may stand elsewhere."""
        return self.root / "seeds" / f"{slug}.yaml"

    def catalog(self, language: str, domain: str) -> Path:
        """Return the place of a catalog; *domain* is a document's slug or `house`."""
        return self.root / "locales" / language / "LC_MESSAGES" / f"{domain}.po"

    def catalogs(self, language: str) -> list[Path]:
        """Return the catalogs of *language*, by name."""
        return _files(self.root / "locales" / language / "LC_MESSAGES", "*.po")

    def memories(self, language: str) -> list[Path]:
        """Return further catalogs of translations, of agencies and other programs, that `update` may fill in from."""
        return _files(self.root / "locales" / language / "memory", "*.po")

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

    def handover(self, slug: str, language: str) -> Path:
        """Return the folder of what is handed over of a document in one language."""
        return self.build / "handover" / f"{slug}.{language}"

    def facts(self, slug: str) -> Path:
        """Return the page that says what the six languages of a document state."""
        return self.build / "facts" / f"{slug}.pdf"

    def sources(self, seed: Path, language: str) -> list[Path]:
        """Return the files that the document of *seed* is made from in one language: the seed, its catalog, that of the house."""
        catalogs = (self.catalog(language, domain) for domain in (seed.stem, HOUSE))
        return [seed, *(path for path in catalogs if path.exists())]


def _files(folder: Path, pattern: str) -> list[Path]:
    """Return the files of *folder* by name, none where there is no such folder.

    Raises: OSError, for a folder that may not be read, in which `Path.glob` would find nothing.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.match(pattern) and not path.name.startswith("."))
    except FileNotFoundError:
        return []


def find_project(start: Path) -> Project:
    """Return the project that *start* lies in.

    Raises: UsageError, when no folder above has seeds, locales and templates.
    """
    for folder in (start, *start.parents):
        if all((folder / name).is_dir() for name in ("seeds", "locales", "templates")):
            return Project(folder)
    raise UsageError(f"no project here: {start} has no seeds, locales and templates", hint="go to the checkout first")
