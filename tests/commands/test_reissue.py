"""A reissue has asterisks and a footnote, all else as it was typed; what has to be released again is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sixfold.catalogs.po import read_catalog
from sixfold.document.loading import load_document
from sixfold.project.paths import Project
from sixfold.publishing.manifest import write_sums
from sixfold.publishing.released import fingerprints
from support.projects import SLUG, Run, replace_once

AGAIN = f"{SLUG}-reissued"


def changed_lines(project: Project) -> list[str]:
    """Return the lines of the reissue's seed that the document's doesn't have."""
    former = project.seed(SLUG).read_text(encoding="utf-8").splitlines()
    return [line for line in project.seed(AGAIN).read_text(encoding="utf-8").splitlines() if line not in former]


def test_reissue_differs_from_its_document_by_asterisks_and_a_day_and_has_its_translations(run: Run, project: Project) -> None:
    done = run("reissue", "A/66/398", "--date", "2011-10-12", "--lang", "en")
    assert (done.code, done.out.splitlines()[0], len(done.out.splitlines())) == (0, f"seeds/{AGAIN}.yaml", 6)
    assert changed_lines(project) == ['symbol: "A/66/398*"', "reissued: 2011-10-12", '  en: "11-53026*"']
    document = load_document(project.seed(AGAIN))
    assert (document.printed_symbol, str(document.reissued), str(document.job["en"].number), str(document.job["fr"].number)) == (
        "A/66/398*", "2011-10-12", "11-53026*", "11-53027",
    )  # fmt: skip
    former, now = (read_catalog(project.catalog("fr", slug)) for slug in (SLUG, AGAIN))
    assert [(one.key, one.translations, one.flags) for one in now] == [(one.key, one.translations, one.flags) for one in former]
    assert now.header["Project-Id-Version"] == "Sixfold A/66/398*"
    project.seed(AGAIN).write_text("mine", encoding="utf-8")
    done = run("reissue", SLUG)
    assert (done.code, done.errors) == (2, [f"error: seeds/{AGAIN}.yaml: the reissue of A/66/398 is there already"])
    assert project.seed(AGAIN).read_text(encoding="utf-8") == "mine"


def test_what_has_to_be_released_again_is_told(run: Run, project: Project) -> None:
    document = load_document(project.seed(SLUG))
    folder = project.release(SLUG)
    folder.mkdir(parents=True)
    languages = [fingerprints(project, document, code) for code in ("en", "fr")]
    (folder / "manifest.json").write_text(json.dumps({"languages": languages, "files": []}), encoding="utf-8")
    write_sums(folder)
    replace_once(project.catalog("fr", SLUG), "Lettre datée", "Une lettre datée")
    done = run("reissue", "A/66/398", "--date", "2011-10-12")
    assert done.err.splitlines() == [
        "release again, since every edition has the asterisk: en fr",
        "changed since the release: fr",
        f"next: make update, make release DOC={AGAIN}; what was released of A/66/398 stays",
    ]
    assert '  ar: 11-53024' in project.seed(AGAIN).read_text(encoding="utf-8")  # which wasn't released
    assert '  fr: "11-53027*"' in changed_lines(project)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("symbol: [A/66/398, S/2011/7]  # A/66/398\njob: 11-53026", 'symbol: ["A/66/398*", "S/2011/7*"]  # A/66/398\n'
         'reissued: 2011-10-12\njob: "11-53026*"'),
        ('symbol: "A/66/398*"\nreissued: 2011-10-11\njob: {number: 11-53026*, dates: [2011-10-05]}',
         'symbol: "A/66/398**"\nreissued: 2011-10-12\njob: {number: "11-53026**", dates: [2011-10-05]}'),
        ("symbol:\n  - A/66/398\n\n# comment\njob: '11-53026'", 'symbol:\n  - "A/66/398*"\nreissued: 2011-10-12\n\n# comment\n'
         'job: "11-53026*"'),
    ],
)  # fmt: skip
def test_asterisks_are_written_however_the_seed_is(run: Run, project: Project, head: str, expected: str) -> None:
    rest = "\norgan: general-assembly\ndate: 2011-10-04\nparts: [{letter: {title: A letter, body: [Text]}}]\n"
    (path,) = (project.root / "seeds").glob("*.yaml")
    path.unlink()
    slug = "A-66-398-S-2011-7" if "S/2011/7" in head else "A-66-398-reissued" if "*" in head else SLUG
    project.seed(slug).write_text(head + rest, encoding="utf-8")
    done = run("reissue", slug, "--date", "2011-10-12")
    assert done.code == 0, done.err
    written = Path(project.root, done.out.splitlines()[0]).read_text(encoding="utf-8")
    assert written == expected + rest
