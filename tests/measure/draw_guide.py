"""The pictures of docs/translating.md, from a copy of the project in which one English text has changed.

Run by `make pictures`. The windows need Poedit on a virtual screen
(`apt install poedit xvfb openbox xdotool imagemagick`), and are left as they are where that is missing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image

from sixfold.catalogs.po import read_catalog
from sixfold.project.paths import Project
from support.projects import CHECKOUT
from support.proof import Proof, Screen, launched_browser

#: What the author changes, and into what.
BEFORE, AFTER = (
    "discouraging demand with a view to successfully preventing",
    "discouraging all demand with a view to preventing",
)

#: The file that is opened, the unit that is chosen, and the part of the window that is shown.
WINDOW = (1240, 800)
WHOLE, LOWER, FROM_UNIT = "1242x828+0+0", "1242x430+0+398", "1242x461+0+367"
SHOTS: Mapping[str, tuple[str, str, str]] = {
    "poedit": ("fr/LC_MESSAGES/A-66-398.po", "annex.op.4", WHOLE),
    "poedit-fuzzy": ("fr/LC_MESSAGES/A-66-398.po", "annex.op.2", FROM_UNIT),
    "poedit-plural": ("ru/LC_MESSAGES/house.po", "draft.line", LOWER),
}
PROGRAMS = ("Xvfb", "openbox", "poedit", "xdotool", "import", "convert")

#: In the order of the file, with no questions at the start.
PREFERENCES = """version=3.2.2
sort_by=file-order
sort_group_by_context=0
sort_untrans_first=0
sort_errors_first=0
enable_spellchecking=0
[Parsers]
MigratedTo20=1
[windows/mainwin]
w={}
h={}
""".format(*WINDOW)


def make_draft(checkout: Path, root: Path) -> Path:
    """Make in *root* a copy of the project with a French draft, and return its PDF."""
    for name in ("templates", "locales", "seeds"):
        shutil.copytree(checkout / name, root / name)
    seed = root / "seeds" / "A-66-398.yaml"
    text = seed.read_text(encoding="utf-8")
    if BEFORE not in text:
        raise SystemExit(f"error: {seed.name} has no “{BEFORE}” any more\n hint: change BEFORE in {__file__}")
    seed.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
    for words in (["update", "--lang", "fr"], ["pdf", "--lang", "fr", "--proof"]):
        subprocess.run([sys.executable, "-m", "sixfold", *words], cwd=root, check=True)
    return root / "build" / "A-66-398.fr.pdf"


def draw_page(pdf: Path, output: Path) -> None:
    """Write page 2 of *pdf* to *output* (PNG), without most of its margins."""
    page = pypdfium2.PdfDocument(pdf)[1].render(scale=96 / 72).to_pil().convert("L")
    page.crop((60, 60, 760, 1010)).quantize(16, dither=0).save(output, optimize=True)


def draw_proof(root: Path, output: Path) -> None:
    """Write to *output* (PNG) what a browser shows of the proof of the draft in *root*, with the fuzzy unit open."""
    proof = Proof(Project(root), "fr")
    with launched_browser() as browser:
        screen = Screen(browser, proof, viewport={"width": 1240, "height": 760})
        screen.in_list("annex.op.2").click()
        screen.until("!isBusy && findings.length > 0")
        screen.page.screenshot(path=output, animations="disabled", caret="hide")
    proof.kill()
    Image.open(output).convert("RGB").quantize(48, dither=Image.Dither.NONE).save(output, optimize=True)


@contextmanager
def running(*command: str, screen: Mapping[str, str]) -> Iterator[None]:
    """Run a program as long as the block lasts."""
    program = subprocess.Popen(command, env=dict(screen), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)  # until its window stands still
        yield
    finally:
        program.terminate()
        program.wait()


@contextmanager
def virtual_screen(home: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of a screen of its own, and of a Poedit that has no memory of other files."""
    folder = home / ".config" / "poedit"
    folder.mkdir(parents=True)
    (folder / "config").write_text(PREFERENCES, encoding="utf-8")
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24"], stdout=subprocess.PIPE, text=True
    ) as server:
        number = server.stdout.readline().strip() if server.stdout else ""
        screen = {**os.environ, "DISPLAY": f":{number}", "HOME": str(home), "LC_ALL": "C.UTF-8"}
        try:
            with running("openbox", screen=screen):
                yield screen
        finally:
            server.terminate()


def photograph(name: str, locales: Path, output: Path, screen: Mapping[str, str]) -> None:
    """Open a catalog in Poedit, choose a unit, and write the window to *output* (PNG)."""
    place, unit, part = SHOTS[name]
    catalog = read_catalog(locales / place)
    rows = [entry.name for entry in catalog].index(unit)
    presses = ["mousemove", "700", "300", "click", "1", "key", "Home", "sleep", "1", *["key", "Down"] * rows]
    size = [str(pixels) for pixels in WINDOW]
    found = ["search", "--sync", "--onlyvisible", "--name", "Poedit"]
    window = [*found, "windowsize", *size, "windowmove", "10", "30", "windowactivate"]
    with running("poedit", str(locales / place), screen=screen):
        for words in (window, presses, ["mousemove", "1275", "895"]):
            subprocess.run(["xdotool", *words], env=dict(screen), check=True)
            time.sleep(1.5)
        subprocess.run(
            ["import", "-window", "root", "-crop", "1242x828+10+30", "+repage", str(output)],
            env=dict(screen),
            check=True,
        )
    fewer = ["-crop", part, "+repage", "-strip", "+dither", "-colors", "32", "-define", "png:compression-level=9"]
    subprocess.run(["convert", str(output), *fewer, str(output)], check=True)


def main() -> None:
    """Read the command line: the folder of the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    with tempfile.TemporaryDirectory() as name:
        root, home = Path(name) / "project", Path(name) / "home"
        draw_page(make_draft(CHECKOUT, root), folder / "draft.png")
        if shutil.which("chromium"):
            draw_proof(root, folder / "proof.png")
        else:
            print("not drawn, because chromium is missing: proof", file=sys.stderr)
        missing = [program for program in PROGRAMS if not shutil.which(program)]
        if missing:
            print(f"not drawn, because {', '.join(missing)} is missing: {', '.join(SHOTS)}", file=sys.stderr)
            return
        with virtual_screen(home) as screen:
            for shot in SHOTS:
                photograph(shot, root / "locales", folder / f"{shot}.png", screen)


if __name__ == "__main__":
    main()
