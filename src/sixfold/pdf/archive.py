"""The archive edition: PDF/A-3a and PDF/UA-1 in one file, which carries what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sixfold.metadata import Metadata
from sixfold.pdf.edition import Edition
from sixfold.pdf.screen import describe, options

#: What a viewer is told of an attached file: its media type (text/plain where none is registered) and its purpose.
_KINDS = {
    ".yaml": ("application/yaml", "Source text of the document"),
    ".po": ("text/x-gettext-translation", "Catalog of translations"),
}


def archive_edition(metadata: Metadata, sources: Sequence[Path]) -> Edition:
    """Return the edition to be kept of the document that *metadata* describes, with *sources* attached."""

    def amend(_: Any, pdf: Any) -> None:
        describe(metadata, 3, pdf)
        attach(pdf, sources, metadata.date)

    return Edition("archive", options(3), amend=amend)


def attach(pdf: Any, sources: Sequence[Path], date: str) -> None:
    """Attach files to *pdf* as what it was made from, dated *date* as the document is: a file's own date changes with its copies.

    Source: ISO 19005-3, 6.8; ISO 32000-1, 7.11.
    """
    import pydyf  # noqa: PLC0415

    named = sorted((_unique_name(path), path) for path in sources)
    files = [(name, _attachment(pdf, name, path.read_bytes(), date)) for name, path in named]
    names = pydyf.Array(entry for name, file in files for entry in (pydyf.String(name), file))
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = pydyf.Array(file for _, file in files)


def _unique_name(path: Path) -> str:
    """Return the name of a file in the archive; a catalog is told apart by its language, `house.fr.po`."""
    return f"{path.stem}.{path.parents[1].name}.po" if path.suffix == ".po" else path.name


def _attachment(pdf: Any, name: str, content: bytes, date: str) -> Any:
    """Add the file *content* to *pdf* and return the reference of what describes it."""
    import pydyf  # noqa: PLC0415

    kind, purpose = _KINDS[Path(name).suffix]
    day = pydyf.String(f"D:{date.replace('-', '')}")
    checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
    parameters = pydyf.Dictionary({"Size": len(content), "ModDate": day, "CheckSum": f"<{checksum}>"})
    extra = {"Type": "/EmbeddedFile", "Subtype": "/" + kind.replace("/", "#2f"), "Params": parameters}
    stream = pydyf.Stream([content], extra, compress=True)
    pdf.add_object(stream)
    file = pydyf.Dictionary({"Type": "/Filespec", "F": pydyf.String(name), "UF": pydyf.String(name)})
    file |= {"EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})}
    file |= {"AFRelationship": "/Source", "Desc": pydyf.String(purpose)}
    pdf.add_object(file)
    return file.reference
