"""What a worker of a cluster does: it prepares itself, says what it is, and typesets orders. It never sees the project's folder."""

from __future__ import annotations

import faulthandler
import platform
import re
import shutil
import socket
import traceback
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from distributed import Worker, get_worker

import sixfold
from sixfold import __version__
from sixfold.errors import SixfoldError, explain
from sixfold.pdf.fonts import prepare_fonts
from sixfold.project.files import Hashes, digest, digest_values, hash_folder, temporary_name, write_atomically
from sixfold.publishing.requests import ComposedPage
from sixfold.publishing.typesetting import PACKAGES, loaded_libraries, typeset

_FONTS = (".ttf", ".ttc", ".otf")

#: Packages that decide, too, in a press edition or what is read.
_MORE_PACKAGES = ("pikepdf", "lxml", "tinyhtml5", "cssselect2")

#: Differences that are named.
_MOST_NAMED = 4


@dataclass(frozen=True)
class Order:
    """An edition to be made: `pictures` have the content of each file that the page shows, by its address in it.

    `bundle` names the templates, `key` the PDF in the `store`, where there is one; a worker that needs more seconds than its
    `patience` ends.
    """

    page: ComposedPage
    pictures: Mapping[Path, bytes]
    bundle: str
    patience: int
    store: str
    key: str


#: The templates and fonts of each bundle that this worker was given.
_bundles: dict[str, tuple[Path, Path]] = {}


def describe(templates: Path, fontconfig: Path) -> dict[str, str]:
    """Return all that decides about the bytes of a PDF here, by its name, as version or hash."""
    hashes = Hashes()
    program = digest_values(hash_folder(Path(sixfold.__file__).parent, hashes))
    found = {"Sixfold": f"{__version__} ({program[:12]})", "Python": ".".join(platform.python_version_tuple()[:2])}
    found |= {"zlib": zlib.ZLIB_RUNTIME_VERSION, "processor": platform.machine()}
    found |= {name: version(name) for name in (*PACKAGES, *_MORE_PACKAGES)}
    for path in map(Path, loaded_libraries()):
        name, _, number = path.name.partition(".so.")
        found[name] = f"{number} ({hashes.of(path)[:12]})"
    fonts = sorted(path for path in fontconfig.parent.iterdir() if path.suffix in _FONTS)
    found |= {f"the font {path.name}": hashes.of(path.resolve())[:12] for path in fonts}
    return found | {"the templates": digest_values(hash_folder(templates, hashes))[:12]}


def prepare_worker(bundle: str, templates: Path, files: Mapping[str, bytes], wanted: Mapping[str, str]) -> str:
    """Return why this worker can't take the orders of *bundle*; nothing where it can from now on.

    *templates* is the folder of *files* where they come from, *wanted* what `describe` says there. Their folder here ends with
    the same path, so that what an error says of a file can be told as it would be there.
    """
    host = socket.gethostname()
    if len([worker for worker in Worker._instances if worker.status.name == "running"]) > 1:
        return f"on {host}, it shares its process with others: start it with --nthreads 1"
    worker = get_worker()
    if profile := worker.periodic_callbacks.get("profile"):  # each 10 ms it walks the engine's deep stack: 11 % of the time
        worker.loop.add_callback(profile.stop)
    home = _home()
    place = home / bundle / templates.relative_to(templates.anchor)
    try:
        if not place.exists():
            temporary = temporary_name(home / bundle)
            for name, content in files.items():
                write_atomically(temporary / templates.relative_to(templates.anchor) / name, content)
            shutil.rmtree(home / bundle, ignore_errors=True)
            temporary.rename(home / bundle)
        fontconfig = prepare_fonts(home)
        found = describe(place, fontconfig)
    except (OSError, SixfoldError) as error:
        return f"on {host}: {explain(error).problems[0]}".replace("\n", ";")
    different = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    named = [f"{name} is {found.get(name, 'missing')} there, {wanted.get(name, 'missing')} here" for name in different]
    _bundles[bundle] = place, fontconfig
    more = [f"{len(named) - _MOST_NAMED} more"] if len(named) > _MOST_NAMED else []
    return f"on {host}: {'; '.join([*named[:_MOST_NAMED], *more])}" if named else ""


def typeset_order(order: Order) -> bytes | str | SixfoldError:
    """Return the PDF of *order*; its hash, where it is in the store; why there is none.

    The error is returned, for Dask makes another one of what it can't pickle: those of libraries that ours came from.
    """
    faulthandler.dump_traceback_later(order.patience, exit=True)  # needs no lock that something may hold
    try:
        if not order.store:
            return _typeset(order)
        pdf = read_stored(order.store, order.key)
        if pdf is None:
            pdf = _typeset(order)
            _write_stored(order.store, order.key, pdf)
        return digest(pdf)
    except Exception as error:  # whatever it is, it is the edition's
        return _to_send(error)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _typeset(order: Order) -> bytes:
    templates, fontconfig = _bundles[order.bundle]
    page = order.page
    with TemporaryDirectory(dir=_home()) as folder:
        for path, content in order.pictures.items():
            there = Path(folder) / path.relative_to(path.anchor)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(content)
            page = replace(page, html=page.html.replace(f'src="{path.as_uri()}?', f'src="{there.as_uri()}?'))
        return typeset(page, templates, fontconfig).pdf


def _to_send(error: Exception) -> SixfoldError:
    """Return *error* with the paths of files as they are where the order comes from, and with its traceback in words."""
    told = explain(error)
    here = re.compile(re.escape(f"{_home()}/") + "[^/]+")
    told.problems = [
        replace(one, what=here.sub("", one.what), path=one.path and Path(here.sub("", str(one.path)))) for one in told.problems
    ]
    told.add_note("".join(traceback.format_exception(error)))
    told.__cause__ = told.__context__ = told.__traceback__ = None
    return told


def _home() -> Path:
    """Return the folder of all of this machine's workers, for templates and fonts: `dask worker --local-directory` says where."""
    return Path(get_worker().local_directory).parent / "sixfold"


# ---- the store: a folder, or what fsspec reaches ----


def read_stored(store: str, key: str) -> bytes | None:
    """Return the PDF *key* of *store*; None where there is none, or half of one."""
    from fsspec.core import url_to_fs  # noqa: PLC0415  (only where there is a store)

    system, folder = url_to_fs(store)
    try:
        pdf: bytes = system.cat_file(f"{folder}/{key}.pdf")
    except FileNotFoundError:
        return None
    return pdf if pdf.rstrip().endswith(b"%%EOF") else None


def _write_stored(store: str, key: str, pdf: bytes) -> None:
    """Write *pdf* so that it is seen whole or not at all; what is put into an object store always is."""
    from fsspec.core import url_to_fs  # noqa: PLC0415

    system, folder = url_to_fs(store)
    if "file" in system.protocol:
        write_atomically(Path(folder) / f"{key}.pdf", pdf)
    else:
        system.pipe_file(f"{folder}/{key}.pdf", pdf)
