"""What stands in for other packages while the engine is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sixfold.pdf.engine import importing

#: Loads the engine in a new process, with the parsed declarations in the file that is named.
LOAD = """
import sys
from pathlib import Path
from sixfold.pdf.engine import importing, load_weasyprint

importing._PARSED = Path(sys.argv[1])
load_weasyprint()
from weasyprint.text.ffi import ffi, pango

layout = pango.pango_layout_get_line, ffi.new("int[]", 3), ffi.sizeof("PangoGlyphInfo")
print(type(ffi).__name__, "pycparser" in sys.modules, len(layout[1]))
"""


def loaded(path: object) -> list[str]:
    run = subprocess.run([sys.executable, "-c", LOAD, str(path)], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout.split()


def test_declarations_are_parsed_once(tmp_path) -> None:
    kept = tmp_path / "declarations.json"
    assert loaded(kept) == ["_Declarations", "True", "3"]
    assert loaded(kept) == ["_Declarations", "False", "3"]


@pytest.mark.parametrize("damage", [lambda kept: kept[:-1], lambda kept: kept.replace(b"pango", b"tango", 1), lambda _: b""])
def test_damaged_declarations_are_parsed_again(tmp_path, damage) -> None:
    kept = tmp_path / "declarations.json"
    loaded(kept)
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert loaded(kept)[1] == "True"
    assert kept.read_bytes() == whole


def test_declarations_that_can_t_be_kept_are_parsed_each_time(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    assert loaded(tmp_path / "file" / "declarations.json") == ["_Declarations", "True", "3"]


def test_postponed_module_is_imported_when_it_is_called() -> None:
    with importing.stand_ins():
        from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415
    with pytest.raises(ValueError, match="fvar"):
        instantiateVariableFont({}, {})


def test_function_of_the_patches_is_declared_where_the_engine_was_imported_before() -> None:
    program = "import weasyprint\nfrom sixfold.pdf.engine import load_weasyprint\nload_weasyprint()\n"
    program += "from weasyprint.text.ffi import pango\nprint(pango.pango_layout_copy, pango.pango_glyph_item_get_logical_widths)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.count("cdata") == 2
