"""A file → a catalog, read strictly."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from sixfold.catalogs.model import Catalog
from sixfold.catalogs.strict import read_strictly
from sixfold.errors import CatalogError
from sixfold.files import read_file


def read_catalog(path: Path, *, with_msgfmt: bool = False) -> Catalog:
    """Return the catalog in the file at *path*.

    With *with_msgfmt* `msgfmt -c` is asked too, where gettext is installed; it costs about 10 ms.

    Raises:
        CatalogError: with every damage of the file and its line.
    """
    try:
        data = read_file(path)
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        hint = "run `sixfold update` to make it" if is_missing else "check the path and its rights"
        raise CatalogError(f"the catalog can’t be read: {error.strerror}", path, hint=hint) from None
    parsed, problems = read_strictly(path, data, with_msgfmt=with_msgfmt)
    if problems:
        raise CatalogError.of(problems)
    newline = "\r\n" if data.count(b"\r\n") * 2 > data.count(b"\n") else "\n"
    return Catalog(tuple(parsed.entries), parsed.tail, newline, data.startswith(BOM_UTF8), data)
