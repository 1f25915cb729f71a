"""An earlier version of a document, and what changed since: its seed and catalogs as git, a release, a checkout have them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf.settings import set_qpdf_limits

from sixfold.catalogs.po import parse_catalog
from sixfold.document.differences import Revision, compare_documents
from sixfold.document.loading import check_printable, translate_by, translate_document
from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.errors import FindingsError, RequirementError, UsageError
from sixfold.languages import LANGUAGE_CODES, LanguageCode
from sixfold.project.files import MOST_BYTES, read_file
from sixfold.project.paths import Project
from sixfold.publishing.released import read_release

#: An edition has a seed, two catalogs and its pictures.
_MOST_ATTACHED = 500

#: What pikepdf raises over a file that is damaged, locked or hostile.
UNREADABLE = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError, KeyError, RuntimeError)


class MissingDocumentError(UsageError):
    """The earlier version is there, but the document was not in it."""


@dataclass(frozen=True)
class EarlierVersion:
    """The seed of a document and its catalogs by language; `name` says where they come from, of git also the `commit`."""

    name: str
    seed: bytes
    catalogs: Mapping[str, bytes] = field(default_factory=dict)
    commit: str = ""

    def document(self, slug: str, project: Project) -> Document:
        """Return the document that the seed describes, which has to be that of *slug*, one of *project*.

        Raises: SeedError, for a seed that can't be read; UsageError, for that of another document.
        """
        document = parse_seed(self.seed.decode("utf-8-sig", errors="replace"), Path(f"{slug}.yaml of {self.name}"))
        if document.slug != slug:
            what = f"{self.name} is the seed of {document.printed_symbol}, not of {slug}"
            is_here = project.seed(document.slug).exists()
            raise UsageError(what, hint=f"add DOC={document.slug}" if is_here else "SINCE= names a version of the same symbol")
        return document

    def translated(self, document: Document, code: LanguageCode, *, prints_fuzzy: bool = False) -> Document:
        """Return its *document* in the language *code*; with fuzzy translations, where it *prints_fuzzy* ones.

        Raises: CatalogError, when the catalog can't be read or has broken markup.
        """
        if code == document.own_language:
            return document
        path, content = Path(f"{document.slug}.{code}.po of {self.name}"), self.catalogs.get(code)
        catalog = check_printable(parse_catalog(path, content), path) if content else None
        return translate_by(document, code, catalog, prints_fuzzy=prints_fuzzy)


def changes_since(
    project: Project, document: Document, code: LanguageCode, since: str, *, prints_fuzzy: bool = False
) -> Revision:
    """Return what changed in *document* in the language *code* since the version that *since* names.

    Raises: UsageError, where there is no such version; SeedError and CatalogError, where it can't be read.
    """
    earlier = earlier_version(project, document.slug, since)
    former = earlier.document(document.slug, project)
    versions = (
        earlier.translated(former, code, prints_fuzzy=prints_fuzzy),
        translate_document(project, document, code, prints_fuzzy=prints_fuzzy),
    )
    path = _named_place(since)
    # a page names no folders of a machine, but release/A-66-398; and HEAD is another one later
    depth = 2 if (path / "manifest.json").exists() else 1
    name = "/".join(path.resolve().parts[-depth:]) if path.exists() else since
    name += f" ({earlier.commit})" if earlier.commit and not since.startswith(earlier.commit) else ""
    return compare_documents(name, (former, document), versions, code)


def earlier_version(project: Project, slug: str, since: str | None = None) -> EarlierVersion:
    """Return the version that *since* names: a seed, an archive edition, a release, another checkout, or a git revision.

    None is the last release of the document, or what was committed last where there is none.

    Raises: UsageError, where there is no such version; MissingDocumentError, where it has no such document.
    """
    released = project.release(slug)
    if since is None:
        return _from_release(released, slug) if released.is_dir() else _from_git(project, slug, "HEAD")
    path = _named_place(since)
    if (path / "seeds").is_dir():
        return _from_checkout(Project(path), slug, since)
    if path.is_dir():
        return _from_release(path, slug)
    if path.suffix == ".pdf" and path.is_file():
        return _from_archives([path], slug, path)
    if path.is_file():
        return EarlierVersion(path.name, read_file(path))
    return _from_git(project, slug, since)


def _named_place(since: str) -> Path:
    """Return the file or folder that *since* names, if any: of a release, its folder."""
    return Path(since).parent if Path(since).name == "manifest.json" else Path(since)


def _from_checkout(project: Project, slug: str, name: str) -> EarlierVersion:
    if not project.seed(slug).is_file():
        raise MissingDocumentError(f"“{name}” has no seed of {slug}", hint="SINCE= names another version")
    paths: dict[str, Path] = {code: path for code in LANGUAGE_CODES if (path := project.catalog(code, slug)).is_file()}
    return EarlierVersion(name, read_file(project.seed(slug)), {code: read_file(path) for code, path in paths.items()})


def _from_release(folder: Path, slug: str) -> EarlierVersion:
    if (folder / "manifest.json").exists():
        read_release(folder)  # which has to be whole
    paths = sorted((folder / "archive").glob(f"{slug}.*.pdf"))
    return _from_archives(paths, slug, folder)


def _from_archives(paths: list[Path], slug: str, place: Path) -> EarlierVersion:
    names = {f"{slug}.{code}.po": code for code in LANGUAGE_CODES}
    files = {name: content for path in paths for name, content in read_attachments(path, {f"{slug}.yaml", *names})}
    if f"{slug}.yaml" not in files:
        hint = "SINCE=HEAD compares with what is committed"
        if any((place / "archive").glob("*.pdf")):
            raise MissingDocumentError(f"no archive edition of {slug} is here", place, hint=hint)
        raise UsageError("no archive edition with the seed inside is here", place, hint=hint)
    catalogs: dict[str, bytes] = {code: files[name] for name, code in names.items() if name in files}
    return EarlierVersion("the release", files[f"{slug}.yaml"], catalogs)


def read_attachments(path: Path, names: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are inside the PDF at *path*, only those of *names* where some are given.

    2 MB may become 2 GB, and took all memory: what one unpacks to is limited, and what all do.

    Raises: UsageError, for what is no PDF that can be read; FindingsError, for a file that was changed in it.
    """
    set_qpdf_limits(flate_max_memory=MOST_BYTES, run_length_max_memory=MOST_BYTES)
    left = MOST_BYTES
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if len(pdf.attachments) > _MOST_ATTACHED:
                raise UsageError(f"it has {len(pdf.attachments):,} attachments; at most {_MOST_ATTACHED} are read", path)
            for name, file in pdf.attachments.items():
                if not names or name in names:
                    content, checksum = file.get_file().read_bytes(), file.get_file().md5
                    if checksum and checksum != hashlib.md5(content, usedforsecurity=False).digest():
                        raise FindingsError(f"the attachment {name} was changed: its checksum is another", path)
                    left -= len(content)
                    if left < 0:
                        raise UsageError(f"its attachments have more than {MOST_BYTES // 1_000_000} MB", path)
                    yield name, content
    except UNREADABLE as error:
        what = str(error).removeprefix(f"{path}: ").removeprefix(f"{path} ")
        raise UsageError(f"this is no PDF that can be read: {what}", path) from None


def _from_git(project: Project, slug: str, revision: str) -> EarlierVersion:
    git = shutil.which("git")
    if git is None:
        raise RequirementError("the program git is not installed", hint="install it, or name a file or a release with SINCE=")

    def ask(*words: str) -> bytes | None:
        # where objects are missing, git would ask a remote for them, by whatever program the repository names
        command = [git, "-C", str(project.root), "-c", "protocol.allow=never", *words]
        run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - the revision begins with no hyphen
        return run.stdout if run.returncode == 0 else None

    def read(path: Path) -> bytes | None:
        return ask("cat-file", "blob", f"{revision}:./{path.relative_to(project.root).as_posix()}")

    seed = None if revision.startswith("-") else read(project.seed(slug))
    if seed is None:
        if not revision.startswith("-") and ask("cat-file", "tree", f"{revision}^{{tree}}") is not None:
            raise MissingDocumentError(f"“{revision}” has no seed of {slug}", hint="SINCE= names another version")
        hint = "SINCE= names a git revision, a seed, an archive edition, the folder of a release or another checkout: SINCE=HEAD~1"
        place = "" if ask("rev-parse", "--git-dir") else ": git finds no repository here that it may read"
        raise UsageError(f"“{revision}” is no earlier version{place}", hint=hint)
    found = {code: read(project.catalog(code, slug)) for code in LANGUAGE_CODES}
    catalogs: dict[str, bytes] = {code: content for code, content in found.items() if content is not None}
    commit = (ask("rev-parse", "--short", f"{revision}^{{commit}}") or b"").decode().strip()
    return EarlierVersion(revision, seed, catalogs, commit)
