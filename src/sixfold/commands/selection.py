"""Which documents a person means: a path, a symbol or a slug → seeds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sixfold.document.symbols import SERIES, NotASymbolError, join_slugs, parse_symbols
from sixfold.errors import UsageError
from sixfold.project.paths import Project

#: A hint names no more documents than this.
_MOST_NAMED = 12


def find_seeds(project: Project, names: Sequence[str]) -> list[Path]:
    """Return the seeds that *names* mean, each a path, a symbol or a slug; all seeds of the project for none.

    Raises: UsageError, for a name that no seed has.
    """
    for stray in sorted((project.root / "seeds").glob("*.yml")):
        raise UsageError(f"{stray.name} would not be seen", stray, hint=f"rename it {stray.stem}.yaml")
    if not names:
        return project.seeds()
    found = (_find_seed(project, name) for name in names)
    return list({path.resolve(): path for path in found}.values())


def wanted_seeds(project: Project, names: Sequence[str]) -> list[Path]:
    """Return what `find_seeds` does, where that is anything.

    Raises: UsageError, when the project has no seed, too.
    """
    seeds = find_seeds(project, names)
    if not seeds:
        raise UsageError("there is no seed in seeds/", hint="write one: sixfold new A/67/1 --kind letter")
    return seeds


def _find_seed(project: Project, name: str) -> Path:
    for path in (Path(name), project.root / name):
        if path.suffix == ".yaml" and path.is_file():
            return path
    slugs = {path.stem: path for path in project.seeds()}
    try:
        wanted = join_slugs(parse_symbols(name))
    except NotASymbolError:
        wanted = name
    if wanted in slugs:
        return slugs[wanted]
    joint = [slug for slug in slugs if _is_part(wanted, slug)]
    if len(joint) == 1:
        return slugs[joint[0]]
    from rapidfuzz import process  # noqa: PLC0415  (only who mistypes needs it)
    from rapidfuzz.distance import Indel  # noqa: PLC0415  (as above)

    # a letter or figure is another or changed places, or up to two are missing or too many: more is another document
    found = process.extract(wanted, [*slugs], scorer=Indel.distance, processor=str.upper, score_cutoff=2, limit=3)
    near = joint or [slug for slug, *_ in found]
    there = f"there are: {', '.join(slugs) or 'no seeds at all'}" if len(slugs) <= _MOST_NAMED else "`make status` lists them"
    what = f"more than one document is “{name}”" if joint else f"no document “{name[:60]}”"
    raise UsageError(what, hint=f"did you mean {' or '.join(near)}?" if near else there)


def _is_part(wanted: str, slug: str) -> bool:
    """Tell whether *wanted* is the slug of one symbol of the joint symbol that *slug* is of.

    >>> _is_part("S-2025-493", "A-79-982-S-2025-493"), _is_part("A-79-982", "A-79-982-Add.1")
    (True, False)
    """
    if not wanted.startswith(tuple(f"{series}-" for series in SERIES)):
        return False
    before, found, after = slug.partition(wanted)
    begins = not before or (before.endswith("-") and any(map(str.isdigit, before)))
    ends = not after or any(after.startswith(f"-{series}-") for series in SERIES)
    return bool(found) and begins and ends
