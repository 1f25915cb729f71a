"""What a worker of a cluster does: it prepares itself, says what it is, and typesets orders. It never sees the project's folder."""

from __future__ import annotations

import faulthandler
import platform
import re
import socket
import traceback
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from distributed import Worker, get_worker

import sixfold
from sixfold import __version__
from sixfold.errors import MachineError, RequirementError, SixfoldError, UsageError, explain
from sixfold.languages import LANGUAGE_CODES
from sixfold.pdf.fonts import font_files, prepare_fonts
from sixfold.project.files import Hashes, digest, digest_values, hash_folder, write_atomically
from sixfold.publishing.requests import ComposedPage
from sixfold.publishing.typesetting import PACKAGES, loaded_libraries, typeset

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


@cache
def describe(templates: Path) -> dict[str, str]:
    """Return all that decides about the bytes of a PDF here, by its name, as version or hash: of what this process began with."""
    hashes = Hashes()
    program = digest_values(hash_folder(Path(sixfold.__file__).parent, hashes))
    found = {"Sixfold": f"{__version__} ({program[:12]})", "Python": ".".join(platform.python_version_tuple()[:2])}
    found |= {"zlib": zlib.ZLIB_RUNTIME_VERSION, "processor": platform.machine()}
    found |= {name: version(name) for name in (*PACKAGES, *_MORE_PACKAGES)}
    for path in map(Path, loaded_libraries()):
        name, _, number = path.name.partition(".so.")
        found[name] = f"{number} ({hashes.of(path)[:12]})"
    found |= {f"the font {name}": hashes.of(path)[:12] for name, path in font_files() if path}
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
    own = Path(worker.local_directory)
    place = own / bundle / templates.relative_to(templates.anchor)
    try:
        for name, content in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        fonts = prepare_fonts(own.parent / "sixfold", LANGUAGE_CODES)  # of all workers of this machine
        found = describe(place)
    except (OSError, SixfoldError) as error:
        return f"on {host}: {explain(error).problems[0]}".replace("\n", ";")
    different = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    named = [f"{name} is {found.get(name, 'missing')} there, {wanted.get(name, 'missing')} here" for name in different]
    _bundles[bundle] = place, fonts
    more = [f"{len(named) - _MOST_NAMED} more"] if len(named) > _MOST_NAMED else []
    return f"on {host}: {'; '.join([*named[:_MOST_NAMED], *more])}" if named else ""


def typeset_order(order: Order) -> bytes | SixfoldError:
    """Return the PDF of *order*, sealed; nothing, where it is in the store; why there is none.

    The error is returned, for Dask makes another one of what it can't pickle: those of libraries that ours came from.
    """
    faulthandler.dump_traceback_later(order.patience, exit=True)  # needs no lock that something may hold
    try:
        if not order.store:
            return seal(order.key, _typeset(order))
        if read_stored(order.store, order.key) is None:
            write_stored(order.store, order.key, seal(order.key, _typeset(order)))
    except Exception as error:  # whatever it is, it is the edition's
        return _to_send(error)
    else:
        return b""
    finally:
        faulthandler.cancel_dump_traceback_later()


def _typeset(order: Order) -> bytes:
    templates, fonts = _bundles[order.bundle]
    page = order.page
    with TemporaryDirectory(dir=get_worker().local_directory) as folder:
        for path, content in order.pictures.items():
            there = Path(folder) / path.relative_to(path.anchor)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(content)
            page = replace(page, html=page.html.replace(f'src="{path.as_uri()}?', f'src="{there.as_uri()}?'))
        return typeset(page, templates, fonts).pdf


def _to_send(error: Exception) -> SixfoldError:
    """Return *error* with the paths of files as they are where the order comes from, and with its traceback in words."""
    told = explain(error)
    here = re.compile(re.escape(f"{get_worker().local_directory}/") + "[^/]+")
    told.problems = [
        replace(one, what=here.sub("", one.what), path=one.path and Path(here.sub("", str(one.path)))) for one in told.problems
    ]
    told.add_note("".join(traceback.format_exception(error)))
    told.__cause__ = told.__context__ = told.__traceback__ = None
    return told


def seal(key: str, pdf: bytes) -> bytes:
    """Return *pdf* under a line that tells it from half of one, and from what was made of another order than *key*."""
    return digest(key.encode() + pdf).encode() + b"\n" + pdf


def unseal(key: str, content: bytes) -> bytes | None:
    """Return the PDF of the order *key* that *content* is; None where it is something else."""
    pdf = content.partition(b"\n")[2]
    return pdf if content == seal(key, pdf) else None


# ---- the store: a folder, or what fsspec reaches ----


def read_stored(store: str, key: str) -> bytes | None:
    """Return the PDF of the order *key*; None where *store* has none, or something else under its name.

    Raises: MachineError, when the store can't be read.
    """
    with _explained(store):
        system, folder = open_store(store)
        with suppress(FileNotFoundError):
            return unseal(key, system.cat_file(f"{folder}/{key}"))
        return None


def write_stored(store: str, key: str, content: bytes) -> None:
    """Write *content* so that it is seen whole or not at all; what is put into an object store always is.

    Raises: MachineError and WriteError, when the store can't be written.
    """
    with _explained(store):
        system, folder = open_store(store)
        if "file" in system.protocol:
            write_atomically(Path(folder) / key, content)
        else:
            system.pipe_file(f"{folder}/{key}", content)


def open_store(store: str) -> tuple[Any, str]:
    """Return the file system of *store*, and the folder in it.

    Raises: UsageError, for an address that fsspec doesn't know; RequirementError, where the package for it isn't installed.
    """
    from fsspec.core import url_to_fs  # noqa: PLC0415  (only where there is a store)

    try:
        system, folder = url_to_fs(store)
    except ImportError as error:
        raise RequirementError(f"the store {store} can’t be reached: {error}", hint="here and where the workers are") from None
    except ValueError as error:
        raise UsageError(f"“{store}” is no store: {error}", hint="--store names a folder or a bucket, s3://bucket/folder") from None
    return system, folder


@contextmanager
def _explained(store: str) -> Iterator[None]:
    """Let what *store* has against it be told in one sentence: each kind of store has errors of its own.

    Raises: MachineError.
    """
    try:
        yield
    except SixfoldError:
        raise
    except Exception as error:
        told = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
        hint = "docs/scale.md says what a store needs, on this machine and where the workers are"
        raise MachineError(f"the store {store} refuses on {socket.gethostname()}: {told}", hint=hint) from error
