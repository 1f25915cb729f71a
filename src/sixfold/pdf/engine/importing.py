"""What stands in for other packages while the engine is imported: with this a cold run takes three quarters of the time (measured).

The engine declares C functions to cffi, which parses C in Python: all of it in every process, and all of it again with each type
that is named later. Here cffi parses once, and writes what can be kept (its manual, "Out-of-line, ABI level"). And fontTools has
large modules that the engine imports for what no page here needs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

from sixfold.project.files import read_note, write_note

#: What the patches call beside what the engine does.
DECLARED_HERE = """
PangoLayout * pango_layout_copy(PangoLayout *layout);
PangoLayoutLine * pango_layout_get_line(PangoLayout *layout, int line);
void pango_glyph_item_get_logical_widths(PangoGlyphItem *item, const char *text, int *widths);
"""

#: For variable fonts, of which there are none, and where HarfBuzz can't subset.
_RARELY_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")

#: What cffi made of the declarations lies where Python keeps compiled modules.
_PARSED = Path(__file__).parent / "__pycache__" / "declarations.json"


@contextmanager
def stand_ins() -> Iterator[None]:
    """Let what is imported meanwhile find others in the places of these modules."""
    others = {"cffi": _Cffi("cffi"), **{name: _Postponed(name) for name in _RARELY_CALLED}}
    before = {name: sys.modules[name] for name in others if name in sys.modules}
    sys.modules |= others
    try:
        yield
    finally:
        for name in others:
            sys.modules.pop(name, None)
        sys.modules |= before


class _Postponed(ModuleType):
    """A module that is imported when a function or class of it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **options)

        return call


class _Declarations:
    """What the engine has for an `ffi`: when it declares its functions, all that there is to such an object comes in.

    The functions of the patches come with them.
    """

    def cdef(self, source: str) -> None:
        if source == DECLARED_HERE:
            return
        namespace: dict[str, Any] = {}
        exec(_parsed(source + DECLARED_HERE), namespace)  # noqa: S102  (cffi writes Python)
        compiled = namespace["ffi"]
        vars(self).update((name, getattr(compiled, name)) for name in dir(compiled) if not name.startswith("__"))


class _Cffi(ModuleType):
    FFI = _Declarations


def _parsed(source: str) -> str:
    """Return the Python that cffi writes for *source*."""
    version, note = import_module("_cffi_backend").__version__, read_note(_PARSED)
    if (note.get("source"), note.get("version")) == (source, version):
        return str(note["code"])
    sys.modules.pop("cffi", None)
    cffi, recompiler, code = import_module("cffi"), import_module("cffi.recompiler"), StringIO()
    declarations = cffi.FFI()
    declarations.cdef(source)
    recompiler.make_py_source(declarations, "declarations", code)
    write_note(_PARSED, {"source": source, "version": version, "code": code.getvalue()})
    return code.getvalue()
