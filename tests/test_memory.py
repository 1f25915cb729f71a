"""Memory: out to TMX and XLIFF and back without a change, in by the rules of merging, and from document to document."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import CHECKOUT, Run, SetTranslation, line_of, replace_once
from sixfold.catalogs import Catalog, Domain, Entry, Previous, merge, new_catalog, read_catalog, write_catalog
from sixfold.memory import FORMATS, Batch, read_batches, take, write_batches
from sixfold.messages import Message
from sixfold.project import Project

pytest.importorskip("translate.storage", reason="the Translate Toolkit is not installed (the extra “memory”)")

FRENCH = Domain("Sixfold A/1/1", "A/1/1: a letter", "https://example.org/", "2011-10-04")
PLACE = Path("locales/fr/LC_MESSAGES/A-1-1.po")


def back(batches: list[Batch], name: str, tmp_path: Path) -> list[Batch]:
    """Return what is read after *batches* were written in the format *name*."""
    path = tmp_path / f"file.{FORMATS[name].suffix}"
    path.write_bytes(write_batches([(PLACE, batch) for batch in batches], FORMATS[name]))
    return read_batches(path)


PIECES = st.sampled_from(
    [
        *(
            "<em>",
            "</em>",
            "<fn>a</fn>",
            "&",
            "<",
            ">",
            "]]>",
            "<![CDATA[",
            "<!--",
            "&amp;",
            "&#10;",
            '"',
            "'",
            "{count}",
        ),
        *(" ", "  ", "\n", "\r\n", "\r", "\t", "\u00a0", "\u202f", "\u2028", "\u200f", "\u2067", "\u0085", "\ufeff"),
        *("a", "É", "ж", "联合国", "الأمم", "المُتَّحِدة", "،", "𝔘", "\U0001f54a", "e\u0301", "[1]", ":", "\\n", "=", "::"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
LINES = st.lists(PIECES.filter(lambda piece: not set(piece) & set("\n\r\u2028\u0085")), max_size=5).map(
    lambda pieces: "".join(pieces).lstrip(".:,|~")  # which begin other lines of a catalog than comments
)
SOME_TEXT = TEXTS.filter(str.strip)


@st.composite
def entries(draw: st.DrawFn, context: str, forms: int) -> Entry:
    plural = draw(st.none() | SOME_TEXT)
    number = 1 if plural is None else forms
    translations = tuple(draw(st.just("") | SOME_TEXT) for _ in range(number))
    is_fuzzy = any(translations) and draw(st.booleans())
    previous = draw(st.none() | st.builds(Previous, st.none() | SOME_TEXT, SOME_TEXT, st.none() | SOME_TEXT))
    comments = tuple(dict.fromkeys(draw(st.lists(LINES, max_size=3))))
    flags = ("fuzzy",) if is_fuzzy else ()
    return Entry(context, draw(SOME_TEXT), translations, plural, comments, flags=flags, previous=previous)


@st.composite
def batches(draw: st.DrawFn, language: str | None = None) -> Batch:
    language = language or draw(st.sampled_from(["ar", "es", "fr", "ru", "zh"]))
    forms = {"ar": 6, "ru": 3, "zh": 1}.get(language, 2)
    contexts = draw(
        st.lists(st.sampled_from(["annex.op.1", "annex.op.2", "draft.line", "x[1]", "é & <b>", "a:b"]), unique=True)
    )
    return Batch("A-1-1", "en", language, tuple(draw(entries(context, forms)) for context in contexts))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=batches())
def test_what_goes_out_comes_back_as_it_was(tmp_path: Path, name: str, batch: Batch) -> None:
    assert back([batch], name, tmp_path) == ([batch] if batch.entries else [])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=batches("fr"), other=batches("fr"))
def test_a_tmx_file_keeps_two_documents_apart(tmp_path: Path, one: Batch, other: Batch) -> None:
    both = [batch for batch in (one, replace(other, domain="A-2-2")) if batch.entries]
    assert back(both, "tmx", tmp_path) == both if both else True


def catalog_of(*units: tuple[str, str], forms: tuple[str, ...] = ()) -> Catalog:
    messages = [Message(context, text, f"about {context}", "seeds/a.yaml") for context, text in units]
    if forms:
        messages.append(Message("draft.line", "{count} passage", "counts", "data/house.toml", "{count} passages"))
    return merge(new_catalog("fr", FRENCH), messages).catalog


def with_entries(catalog: Catalog, fresh: dict[str, dict[str, object]]) -> Catalog:
    changed = (entry.changed(**fresh.get(entry.context or "", {})) for entry in catalog.entries)
    return replace(catalog, entries=tuple(changed))


@pytest.mark.parametrize("name", FORMATS)
def test_export_into_an_empty_catalog_restores_translations_states_and_comments(tmp_path: Path, name: str) -> None:
    empty = catalog_of(("a.op.1", "Recall"), ("a.op.2", "Stress"), ("a.op.3", "Note"), forms=("1", "2"))
    full = with_entries(
        empty,
        {
            "a.op.1": {"translations": ("Rappelons\u00a0:",), "comments": (" with a space", "without one", " ")},
            "a.op.2": {
                "translations": ("Soulignons",),
                "flags": ("fuzzy",),
                "previous": Previous("a.op.2", "Stress <em>", None),
            },
            "draft.line": {"translations": ("{count} passage", "{count} passages")},
        },
    )
    (batch,) = back([Batch("A-1-1", "en", "fr", tuple(full))], name, tmp_path)
    taken = take(empty, batch, PLACE)
    assert (taken.catalog, taken.problems) == (full, ())
    assert taken.filled == ("a.op.1", "a.op.2", "draft.line")
    again = take(taken.catalog, batch, PLACE)
    assert (again.catalog, again.filled, again.changed, again.problems) == (full, (), (), ())


def incoming(catalog: Catalog, context: str, translation: str, **fields: object) -> Batch:
    entry = next(entry for entry in catalog if entry.context == context)
    return Batch("A-1-1", "en", "fr", (entry.changed(translations=(translation,), **fields),))


def test_other_translation_comes_in_as_fuzzy_and_the_typed_one_stays_beside_it() -> None:
    before = with_entries(catalog_of(("a.op.1", "Recall")), {"a.op.1": {"translations": ("Rappelons",)}})
    batch = incoming(before, "a.op.1", "Rappelant")
    taken = take(before, batch, PLACE)
    (entry,) = taken.catalog
    assert (entry.translation, entry.flags, entry.comments) == ("Rappelant", ("fuzzy",), (" earlier: Rappelons",))
    (problem,) = taken.problems
    assert problem.what == "a.op.1 was typed otherwise here: the file’s translation is fuzzy, the earlier one beside it"
    again = take(taken.catalog, batch, PLACE)
    assert (again.catalog, again.problems) == (taken.catalog, ())


def test_fuzzy_translation_of_the_file_never_takes_the_place_of_a_typed_one() -> None:
    before = with_entries(catalog_of(("a.op.1", "Recall")), {"a.op.1": {"translations": ("Rappelons",)}})
    taken = take(before, incoming(before, "a.op.1", "Rappelant", flags=("fuzzy",)), PLACE)
    assert taken.catalog == before
    assert [problem.what for problem in taken.problems] == [
        "a.op.1 is typed otherwise here, and fuzzy in the file: the file’s translation stays out"
    ]


def test_empty_translation_of_the_file_deletes_nothing() -> None:
    before = with_entries(catalog_of(("a.op.1", "Recall")), {"a.op.1": {"translations": ("Rappelons",)}})
    assert take(before, incoming(before, "a.op.1", ""), PLACE).catalog == before


def test_fuzzy_translation_that_was_found_right_elsewhere_is_translated() -> None:
    before = with_entries(
        catalog_of(("a.op.1", "Recall")),
        {"a.op.1": {"translations": ("Rappelons",), "flags": ("fuzzy",), "previous": Previous("a.op.1", "Recal")}},
    )
    (entry,) = take(before, incoming(before, "a.op.1", "Rappelons", flags=(), previous=None), PLACE).catalog
    assert (entry.state, entry.previous) == ("translated", None)


def test_text_that_changed_since_the_export_is_told_and_stays_out(tmp_path: Path) -> None:
    old = with_entries(catalog_of(("a.op.1", "Recall")), {"a.op.1": {"translations": ("Rappelons",)}})
    now = catalog_of(("a.op.1", "Recall also"))
    taken = take(now, Batch("A-1-1", "en", "fr", tuple(old)), PLACE)
    assert taken.catalog == now
    (problem,) = taken.problems
    assert problem.what == "the source text of a.op.1 has changed since the export: its translation stays out"
    assert problem.hint == "the file has “Rappelons”"


@settings(max_examples=40, deadline=None)
@given(here=batches("fr"), there=batches("fr"))
def test_nothing_typed_is_lost_whatever_comes_in(here: Batch, there: Batch) -> None:
    texts = {entry.context: entry for entry in here.entries}
    coming = tuple(
        replace(entry, text=texts[entry.context].text, plural=texts[entry.context].plural)
        if entry.context in texts and len(texts[entry.context].translations) == len(entry.translations)
        else entry
        for entry in there.entries
    )
    header = new_catalog("fr", FRENCH)
    before = replace(header, entries=(*header.entries, *here.entries))
    after = take(before, replace(there, entries=coming), PLACE).catalog
    for old, new in zip(before, after, strict=True):
        kept = {*new.translations, *(line.removeprefix(" earlier: ") for line in new.comments)}
        for form in old.translations:
            escaped = form.translate({10: "\\n", 13: "\\r", 9: "\\t", 34: '\\"', 92: "\\\\"})
            assert not form.strip() or {form, escaped} & kept


# ---- hostile and foreign files ----

DTD = '<!DOCTYPE xliff SYSTEM "https://example.org/xliff.dtd">'
HOSTILE = {
    "entities": (
        '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><tmx version="1.4"><body>&b;</body></tmx>',
        "the file declares the entity “a”",
    ),
    "file of the machine": (
        '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx version="1.4"><body>&a;</body></tmx>',
        "the file declares the entity “a”",
    ),
    "parameter entity": (
        '<!DOCTYPE tmx [<!ENTITY % a SYSTEM "https://example.org/a"> %a;]><tmx version="1.4"/>',
        "the file declares the entity “a”",
    ),
    "DTD from elsewhere": (f"{DTD}<xliff/>", "the file asks for a DTD from elsewhere: “https://example.org/xliff.dtd”"),
    "too deep": (f"{'<g>' * 101}{'</g>' * 101}", "elements stand more than 100 deep in each other"),
    "cut": ('<tmx version="1.4"><body><tu>', "this isn’t well-formed XML: no element found"),
    "another kind": ("<html/>", "<html> begins neither TMX nor XLIFF 1 or 2"),
    "of the future": ('<xliff version="3.0"/>', "<xliff> 3.0 begins neither TMX nor XLIFF 1 or 2"),
    "no languages": (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="x"><body>'
        '<trans-unit id="1"><source>a</source><target>b</target></trans-unit></body></file></xliff>',
        "the file doesn’t say its languages",
    ),
    "no file": ("", "this isn’t well-formed XML: no element found"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_or_damaged_file_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, project: Project, name: str
) -> None:
    content, what = HOSTILE[name]
    path = tmp_path / "foreign.xlf"
    path.write_text(content, encoding="utf-8")
    before = {place: place.read_bytes() for place in project.root.glob("locales/**/*.po")}
    result = run("memory", "import", str(path))
    assert result.code in (2, 4)
    assert [line.partition(": ")[2].partition(":")[2].lstrip("0123456789: ") for line in result.errors] == [what]
    assert before == {place: place.read_bytes() for place in before}


def test_huge_file_is_refused_before_it_is_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "huge.tmx"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    result = run("memory", "import", str(path))
    assert (result.code, result.errors) == (
        4,
        [f"error: {path}: the file has 65 MB, the most that is read is 64 MB"],
    )


def test_character_that_xml_cannot_hold_is_told_with_its_line(run: Run, project: Project) -> None:
    path = project.catalog("fr", "A-66-398")
    replace_once(path, "Prévention du crime", "Prévention\\a du crime")
    result = run("memory", "export", "--format", "tmx", "--lang", "fr", "A/66/398")
    line = line_of(path, 'msgctxt "agenda.title.1"')
    what = "agenda.title.1 has the character U+0007, which XML can’t hold"
    assert (result.code, result.errors) == (4, [f"error: locales/fr/LC_MESSAGES/A-66-398.po:{line}: {what}"])


MISBUILT = {
    "bare tmx": '<tmx version="1.4"/>',
    "tmx without texts": '<tmx version="1.4"><body><tu/><tu><tuv/></tu></body></tmx>',
    "bare xliff 1": '<xliff version="1.2"/>',
    "bare xliff 2": '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>',
    "unit without texts": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="A-66-398" '
    'source-language="en" target-language="fr"><body><trans-unit id="1"/></body></file></xliff>',
    "segment in no unit": '<xliff version="2.0" srcLang="en" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0">'
    "<file><segment/></file></xliff>",
}


@pytest.mark.parametrize("name", MISBUILT)
def test_misbuilt_file_is_no_mistake_of_ours(run: Run, tmp_path: Path, project: Project, name: str) -> None:
    path = tmp_path / "foreign.xlf"
    path.write_text(MISBUILT[name], encoding="utf-8")
    before = project.catalog("fr", "A-66-398").read_bytes()
    result = run("memory", "import", str(path))
    assert result.code in (0, 2)
    assert "mistake in Sixfold" not in result.err
    assert project.catalog("fr", "A-66-398").read_bytes() == before


def test_notes_of_another_program_stay_comments(run: Run, project: Project) -> None:
    (file,) = run("memory", "export", "--format", "xliff1", "--lang", "fr", "A/66/398").out.split()
    note = "<note>, fuzzy\n~ msgid &quot;x&quot;\n: here</note><note from='reviser'>, fuzzy</note>"
    replace_once(Path(file), "</trans-unit>", f"{note}</trans-unit>")
    path = project.catalog("fr", "A-66-398")
    assert run("memory", "import", file).out == "locales/fr/LC_MESSAGES/A-66-398.po: 1 changed\n"
    entry = next(entry for entry in read_catalog(path, with_msgfmt=True) if entry.context == "agenda.title.1")
    assert (entry.state, entry.comments) == ("translated", (" , fuzzy", ' ~ msgid "x"', " : here"))


def test_origin_with_white_space_stays_one_comment(run: Run, project: Project, tmp_path: Path) -> None:
    path = project.catalog("fr", "A-66-398")
    replace_once(path, 'msgstr "Prévention du crime et justice pénale"', 'msgstr ""')
    memory = tmp_path / "our\nagency 2.tmx"
    memory.write_text(FOREIGN_TMX.replace("UTF-8", "UTF-16"), encoding="utf-16")
    assert run("memory", "import", str(memory)).code == 0
    entry = next(entry for entry in read_catalog(path, with_msgfmt=True) if entry.context == "agenda.title.1")
    assert entry.comments == (" from our-agency-2.tmx:text",)


FOREIGN_TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="EN-US" segtype="sentence" datatype="plaintext" adminlang="en"
 creationtool="x" creationtoolversion="1" o-tmf="x"/><body>
<tu><tuv xml:lang="EN-US"><seg>Crime prevention and criminal justice</seg></tuv>
<tuv xml:lang="FR-FR"><seg>Prévention de la criminalité</seg></tuv></tu>
</body></tmx>"""


def test_foreign_memory_fills_what_is_empty_as_fuzzy_with_its_origin(
    run: Run, project: Project, tmp_path: Path, set_translation: SetTranslation
) -> None:
    path = set_translation("fr", "agenda.title.1", "")
    memory = tmp_path / "agency.tmx"
    memory.write_text(FOREIGN_TMX, encoding="utf-8")
    assert run("memory", "import", str(memory)).code == 0
    entry = next(entry for entry in read_catalog(path) if entry.context == "agenda.title.1")
    assert (entry.translation, entry.flags) == ("Prévention de la criminalité", ("fuzzy",))
    assert entry.comments == (" from agency.tmx:text",)


def test_foreign_memory_leaves_what_is_typed(run: Run, project: Project, tmp_path: Path) -> None:
    path = project.catalog("fr", "A-66-398")
    before = path.read_bytes()
    memory = tmp_path / "agency.tmx"
    memory.write_text(FOREIGN_TMX, encoding="utf-8")
    assert run("memory", "import", str(memory)).code == 0
    assert path.read_bytes() == before


# ---- the command ----


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_export_and_import_change_no_byte_of_a_catalog(run: Run, project: Project, name: str, language: str) -> None:
    before = {domain: project.catalog(language, domain).read_bytes() for domain in ("A-66-398", "house")}
    exported = run("memory", "export", "--format", name, "--lang", language)
    files = exported.out.split()
    assert (exported.code, len(files)) == (0, 1 if name == "tmx" else 2)
    for file in files:
        result = run("memory", "import", file)
        assert (result.code, result.err) == (0, "")
        assert all(line.endswith(": unchanged") for line in result.out.splitlines())
    assert before == {domain: project.catalog(language, domain).read_bytes() for domain in before}


@pytest.mark.parametrize("name", FORMATS)
def test_edit_in_another_program_comes_back(
    run: Run, project: Project, name: str, set_translation: SetTranslation
) -> None:
    path = set_translation("fr", "agenda.title.1", "")
    (file,) = run("memory", "export", "--format", name, "--lang", "fr", "A/66/398").out.split()
    set_translation("fr", "agenda.title.1", "Prévention")
    (done,) = run("memory", "export", "--format", name, "--output", "out", "--lang", "fr", "A/66/398").out.split()
    set_translation("fr", "agenda.title.1", "")
    assert Path(file).name == Path(done).name
    assert run("memory", "import", done).out == f"{path.relative_to(project.root)}: 1 filled\n"
    assert next(entry for entry in read_catalog(path) if entry.context == "agenda.title.1").state == "translated"


def test_difference_is_a_warning_with_its_place_and_exit_code_1(
    run: Run, project: Project, set_translation: SetTranslation
) -> None:
    (file,) = run("memory", "export", "--lang", "fr", "A/66/398").out.split()
    path = set_translation("fr", "agenda.title.1", "Autre chose")
    line = line_of(path, 'msgstr "Autre chose"')
    result = run("memory", "import", file)
    assert (result.code, result.out) == (1, "locales/fr/LC_MESSAGES/A-66-398.po: 1 changed, 1 to look at\n")
    what = "agenda.title.1 was typed otherwise here: the file’s translation is fuzzy, the earlier one beside it"
    assert result.err.splitlines()[0] == f"warning: locales/fr/LC_MESSAGES/A-66-398.po:{line}: {what}"
    assert "# earlier: Autre chose\n" in path.read_text(encoding="utf-8")


def test_without_the_toolkit_one_sentence_says_how_to_install_it(project: Project) -> None:
    script = """
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("translate", "lxml"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Finder())
from sixfold.cli import main
sys.exit(main(["memory", "export", "--lang", "fr"]))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=project.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        5,
        "error: TMX and XLIFF need the Translate Toolkit, which isn’t installed",
    )
    assert "pip install" in done.stderr.splitlines()[1]


def test_nothing_but_one_module_imports_the_toolkit() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (CHECKOUT / "src" / "sixfold").rglob("*.py")}
    found = {path.name for path, text in sources.items() if "translate.storage" in text or "lxml" in text}
    assert found == {"formats.py"}


# ---- from document to document ----

OTHER = """symbol: A/67/1
organ: general-assembly
distribution: general
date: 2012-10-04
original: en
job: 12-00001
session: 67
agenda: {items: [3], title: Crime prevention and criminal justice}
layout: new-york-2011
parts:
  - letter:
      title: Letter dated 1 October 2012
      body:
        - Crime prevention and criminal justice
      signature: [{name: A B, role: "Chargé d’affaires a.i."}]
"""


@pytest.fixture
def two_documents(project: Project) -> Path:
    (project.root / "seeds" / "A-67-1.yaml").write_text(OTHER, encoding="utf-8")
    return project.catalog("fr", "A-67-1")


def filled(path: Path) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    return {entry.context or "": (entry.translation, entry.state, entry.comments) for entry in read_catalog(path)}


def test_update_fills_exact_matches_of_other_documents_as_fuzzy(run: Run, two_documents: Path) -> None:
    out = run("update", "--lang", "fr", "A/67/1").out
    assert out.splitlines()[-1].endswith("5 new, 3 filled from other documents")
    origin = (" from A-66-398:agenda.title.1",)
    assert filled(two_documents) == {
        "agenda.title.1": ("Prévention du crime et justice pénale", "fuzzy", origin),
        "letter.title.1": ("", "missing", ()),
        "letter.p.1": ("Prévention du crime et justice pénale", "fuzzy", origin),
        "letter.name.1": ("", "missing", ()),
        "letter.role.1": ("La Chargée d’affaires par intérim", "fuzzy", (" from A-66-398:letter.role.1",)),
    }


def test_filling_is_quiet_the_second_time(run: Run, two_documents: Path) -> None:
    run("update", "--lang", "fr", "A/67/1")
    before = two_documents.stat().st_mtime_ns
    assert run("update", "--lang", "fr").out.splitlines()[-1].endswith("A-67-1.po: unchanged")  # two are still missing
    assert two_documents.stat().st_mtime_ns == before


def test_filling_takes_the_place_of_nothing_typed_and_of_nothing_emptied(run: Run, two_documents: Path) -> None:
    run("update", "--lang", "fr", "A/67/1")
    catalog = read_catalog(two_documents)
    typed = with_entries(
        catalog,
        {
            "agenda.title.1": {"translations": ("Autre titre",), "flags": ()},
            "letter.p.1": {"translations": ("",), "flags": ()},
        },
    )
    write_catalog(two_documents, typed)
    run("update", "--lang", "fr", "A/67/1")
    now = filled(two_documents)
    assert now["agenda.title.1"] == ("Autre titre", "translated", ())
    assert now["letter.p.1"] == ("", "missing", (" from A-66-398:agenda.title.1",))


def test_fuzzy_translation_of_another_document_fills_nothing(
    run: Run, two_documents: Path, set_translation: SetTranslation
) -> None:
    set_translation("fr", "agenda.title.1", "Prévention", is_fuzzy=True)
    run("update", "--lang", "fr", "A/67/1")
    assert filled(two_documents)["agenda.title.1"] == ("", "missing", ())


def test_damaged_catalog_of_another_document_stops_no_update(run: Run, project: Project, two_documents: Path) -> None:
    replace_once(project.catalog("fr", "A-66-398"), 'msgid "', "msgid ")
    assert run("update", "--lang", "fr", "A/67/1").code == 0
    assert filled(two_documents)["agenda.title.1"] == ("", "missing", ())
