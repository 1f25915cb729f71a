"""Feed preflight with broken PDFs: `python tests/bench/mutants.py [COUNT] [FILE…]` prints the worst time and memory of all.

Every mutant comes from a number, so that one that makes trouble can be made again: `--only NUMBER`.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from sixfold.preflight import preflight

MOST_SECONDS = 2
MOST_MEGABYTES = 500
CHECKOUT = Path(__file__).parents[2]
TOKENS = [
    b"0",
    b"-1",
    b"65535",
    b"4294967296",
    b"1e38",
    b"null",
    b"[",
    b"]",
    b"<<",
    b">>",
    b"stream",
    b"endobj",
    b"/",
    b"(",
    b"R",
]


@dataclass(frozen=True)
class Outcome:
    """What one mutant cost, and what was said of it."""

    number: int
    seconds: float
    megabytes: float
    rules: tuple[str, ...]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with one to eight mutations of random kinds."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        chance.choice([_flip, _cut, _repeat, _put_token, _point_elsewhere, _truncate])(changed, chance)
    return bytes(changed)


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice([1, 10, 100, 5000])]


def _repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice([10, 1000, 20000])] * chance.choice([1, 2, 10])


def _put_token(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    data[place : place + chance.randint(0, 3)] = chance.choice(TOKENS)


def _point_elsewhere(data: bytearray, chance: random.Random) -> None:
    """Turn a reference to another object: pages that are their own parents, fonts that are pages."""
    place = data.find(b" 0 R", chance.randrange(len(data)))
    start = place
    while start > 0 and data[start - 1 : start].isdigit():
        start -= 1
    if 0 < start < place:
        data[start:place] = str(chance.randint(1, 60)).encode()


def _truncate(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]


def opened_up(data: bytes) -> bytes:
    """Return the PDF with nothing compressed, so that mutations reach page trees, fonts and operators."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(result, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return result.getvalue()


def examine(number: int, sources: list[bytes]) -> Outcome:
    """Make the mutant *number* and return what preflight did with it."""
    chance = random.Random(number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.pdf"
        path.write_bytes(mutate(chance.choice(sources), chance))
        start = time.monotonic()
        findings = preflight([path], None)
        seconds = time.monotonic() - start
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # the largest so far in this process
    return Outcome(number, seconds, megabytes, tuple(finding.rule.id for finding in findings))


def main() -> int:
    """Run COUNT mutants on all cores and print what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("files", nargs="*", type=Path, default=sorted((CHECKOUT / "build").glob("A-66-398.*.pdf")))
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    if not options.files:
        print("build/ has no PDF: run `make all` first", file=sys.stderr)
        return 2
    plain = [path.read_bytes() for path in options.files]
    sources = [*plain, *map(opened_up, plain)]
    numbers = range(options.count) if options.only is None else [options.only]
    with ProcessPoolExecutor() as pool:
        outcomes = list(pool.map(examine, numbers, [sources] * len(numbers), chunksize=50))
    slow = [outcome.number for outcome in outcomes if outcome.seconds > MOST_SECONDS]
    if slow:
        print(f"{len(slow)} took more than {MOST_SECONDS} seconds beside others, and are measured again, alone: {slow}")
        alone = {number: examine(number, sources) for number in slow}
        outcomes = [alone.get(outcome.number, outcome) for outcome in outcomes]
    return _report(outcomes)


def _report(outcomes: list[Outcome]) -> int:
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    seconds = sorted(outcome.seconds for outcome in outcomes)
    largest = max(outcome.megabytes for outcome in outcomes)
    refused = sum("readable" in outcome.rules for outcome in outcomes)
    found = Counter(rule for outcome in outcomes for rule in set(outcome.rules))
    print(
        f"{len(outcomes)} mutants: {refused} can't be read, {sum(not outcome.rules for outcome in outcomes)} without a finding"
    )
    print(f"seconds: median {seconds[len(seconds) // 2]:.2f}, worst {slowest.seconds:.2f} (--only {slowest.number})")
    print(f"memory: {largest:.0f} MB at most")
    print("found: " + ", ".join(f"{rule} {count}" for rule, count in found.most_common()))
    is_kept = slowest.seconds <= MOST_SECONDS and largest <= MOST_MEGABYTES
    limits = f"within {MOST_SECONDS} s and {MOST_MEGABYTES} MB each"
    print(limits if is_kept else f"NOT {limits}")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
