"""`make measure-proof`: half an hour of edits in a proof; what server, typesetting process and browser page take of memory.

MINUTES=5 is shorter. Each edit types a letter or takes it back; every tenth is saved, every fifteenth is another program's.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from support.proof import Proof, Screen, launched_browser, project_in, type_elsewhere

UNIT = "letter.p.2"


@dataclass(frozen=True)
class Memory:
    """Megabytes, and the elements that the page has."""

    server: float
    typesetter: float
    renderer: float
    script: float
    elements: int


def resident(process: int) -> float:
    """Return the megabytes of a process that are in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def memory(proof: Proof, screen: Screen) -> Memory:
    """Return what is in use after the page has cleared away."""
    session = screen.context.new_cdp_session(screen.page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    browser = screen.context.browser.new_browser_cdp_session()
    renderers = [one["id"] for one in browser.send("SystemInfo.getProcessInfo")["processInfo"] if one["type"] == "renderer"]
    browser.detach()
    return Memory(
        server=resident(proof.process.pid),
        typesetter=max(map(resident, proof.children())),
        renderer=max(map(resident, renderers)),
        script=metrics["JSHeapUsedSize"] / 1e6,
        elements=int(metrics["Nodes"]),
    )


def edits(proof: Proof, screen: Screen) -> Iterator[int]:
    """Do edit after edit, and yield how many there were."""
    keyboard = screen.edit(UNIT)
    number = 0
    while True:
        number += 1
        keyboard.press("x" if number % 2 else "Backspace")
        screen.settled()
        if number % 10 == 0:
            screen.save()
        if number % 15 == 0:
            type_elsewhere(proof, "letter.title.1", f"Lettre {number}")
            screen.until(f"main.unit('A-66-398:letter.title.1').translations[0] === 'Lettre {number}'")
        yield number


@contextmanager
def served() -> Iterator[tuple[Proof, Screen]]:
    """Give a proof of A/66/398 in French, in a browser."""
    with tempfile.TemporaryDirectory() as folder, launched_browser() as browser:
        root = Path(folder) / "project"
        root.mkdir()
        proof = Proof(project_in(root), "fr")
        try:
            yield proof, Screen(browser, proof)
        finally:
            proof.kill(signal.SIGKILL)


def main() -> int:
    """Print a line each minute."""
    minutes = float(os.environ.get("MINUTES") or 30)
    names = list(asdict(Memory(0, 0, 0, 0, 0)))
    print("minute  edits  " + "  ".join(f"{name:>10}" for name in names))
    with served() as (proof, screen):
        began = told = time.monotonic()
        for number in edits(proof, screen):
            now = time.monotonic()
            is_over = now - began > minutes * 60
            if now - told > 60 or is_over or number == 1:
                told = now
                figures: dict[str, Any] = asdict(memory(proof, screen))
                columns = "  ".join(f"{figures[name]:10.1f}" for name in names)
                print(f"{(now - began) / 60:6.1f}  {number:5}  {columns}", flush=True)
            if is_over:
                return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
