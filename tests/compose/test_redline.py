"""Redline editions: what changed between two versions of a document, as values and on the page."""

from __future__ import annotations

import io
import json
import re
from random import Random

import pikepdf
import pytest
from markupsafe import escape

from sixfold.catalogs.inline import plain
from sixfold.catalogs.po import read_catalog
from sixfold.compose import Composition, compose
from sixfold.document.differences import Revision, compare_documents
from sixfold.document.loading import load_house
from sixfold.document.matching import match_texts
from sixfold.document.model import Document
from sixfold.document.seeds import parse_seed
from sixfold.document.units import Translation, texts, translate
from sixfold.errors import SeedError
from sixfold.languages import LanguageCode
from sixfold.project.paths import Project
from support.made_up import Writer
from support.pages import set_page
from support.validators import broken_rules

SLUG = "A-67-352-Add.1"

NEW = "Two States adopted a new law against trafficking."
MOVED = "Several States amended their legislation."
PLAN = "United Nations Global Plan of Action to Combat Trafficking in Persons"
SPLIT = f"The present report is submitted pursuant to the {PLAN}.<fn>a</fn>"
COVERS = "It covers the period from 1 July 2011 to 30 June 2012."
MERGED = "To take note of the present report and to encourage further contributions."

#: What was in the seed, and what is: ten kinds of changes, and a row and a date.
CHANGES = {
    "word": ("are shown in the table", "are listed in the table"),
    "number": ("Resolution 64/293, annex.", "Resolution 64/294, annex."),
    "insertion": ("        - subheading: Training\n", f"        - numbered: [{NEW}]\n        - subheading: Training\n"),
    "removal": ("            - A manual was published.\n", ""),
    "move": (f"        - numbered: [{MOVED}]\n", ""),
    "moved here": ("        - section: Contributions\n", f"        - section: Contributions\n        - numbered: [{MOVED}]\n"),
    "split": (
        "              Persons,<fn>a</fn> and covers the period from 1 July 2011 to 30 June 2012.\n",
        f"              Persons.<fn>a</fn>\n            - {COVERS}\n",
    ),
    "merge": ("[To take note of the present report;, To encourage further contributions.]", f"[{MERGED}]"),
    "cell": ('["2011", "12", "980", Including two foundations]', '["2011", "13", "980", Including three foundations]'),
    "row": ('              - ["2012", "–", "–", No pledges]\n', ""),
    "note": ("See A/66/398, annex, para. 5.", "See A/66/398, annex, para. 6."),
    "title": ("Assistance to victims of", "Assistance to the victims of"),
    "date": ("date: 2012-10-15", "date: 2012-10-16"),
}  # fmt: skip

#: The same in translations: what each new text is made of, by what is replaced in the former one.
TRANSLATED: dict[str, dict[str, str]] = {
    "fr": {
        "Contributions to the Trust Fund are listed in the table.": "Les contributions au Fonds sont énumérées dans le tableau.",
        "Resolution 64/294, annex.": "Résolution 64/294, annexe.",
        NEW: "Deux États ont adopté une nouvelle loi contre la traite.",
        SPLIT: "Le présent rapport est soumis en application du Plan d’action mondial des Nations Unies pour la lutte contre la "
        "traite des personnes<fn>a</fn>.",
        COVERS: "Il porte sur la période allant du 1<sup>er</sup> juillet 2011 au 30 juin 2012.",
        MERGED: "Prendre note du présent rapport et encourager le versement de nouvelles contributions.",
        "Including three foundations": "Dont trois fondations",
        "See A/66/398, annex, para. 6.": "Voir A/66/398, annexe, par. 6.",
        "Assistance to the victims of trafficking in persons": "Aide aux victimes de la traite des personnes",
    },
    "zh": {
        "Contributions to the Trust Fund are listed in the table.": "对信托基金的捐款列于下表。",
        "Resolution 64/294, annex.": "第64/294号决议，附件。",
        NEW: "两国通过了打击贩运的新法律。",
        SPLIT: "本报告根据《联合国打击贩运人口的全球行动计划》<fn>a</fn>提交。",
        COVERS: "所涉期间为2011年7月1日至2012年6月30日。",
        MERGED: "注意到本报告并鼓励进一步捐款。",
        "Including three foundations": "包括三个基金会",
        "See A/66/398, annex, para. 6.": "见A/66/398，附件，第6段。",
        "Assistance to the victims of trafficking in persons": "协助贩运人口受害者",
    },
    "ar": {
        "Contributions to the Trust Fund are listed in the table.": "تدرج في الجدول التبرعات المقدمة إلى الصندوق الاستئماني.",
        "Resolution 64/294, annex.": "القرار 64/294، المرفق.",
        NEW: "اعتمدت دولتان قانونا جديدا لمكافحة الاتجار.",
        SPLIT: "هذا التقرير مقدم عملا بخطة عمل الأمم المتحدة العالمية لمكافحة الاتجار بالأشخاص<fn>a</fn>.",
        COVERS: "وهو يغطي الفترة من 1 تموز/يوليه 2011 إلى 30 حزيران/يونيه 2012.",
        MERGED: "أن تحيط علما بهذا التقرير وأن تشجع على تقديم مزيد من التبرعات.",
        "Including three foundations": "من بينها ثلاث مؤسسات",
        "See A/66/398, annex, para. 6.": "انظر A/66/398، المرفق، الفقرة 6.",
        "Assistance to the victims of trafficking in persons": "توفير المساعدة إلى ضحايا الاتجار بالأشخاص",
    },
}  # fmt: skip


def changed(documents: Project, *names: str) -> tuple[Document, Document]:
    """Return a document and what it becomes by the changes of these *names*."""
    path = documents.seed(SLUG)
    former = present = path.read_text(encoding="utf-8")
    for name in names:
        old, new = CHANGES[name]
        assert old in present, name
        present = present.replace(old, new, 1)
    return parse_seed(former, path), parse_seed(present, path)


def revise(documents: Project, code: LanguageCode, *names: str) -> Revision:
    sources = changed(documents, *names)
    if code == "en":
        return compare_documents("HEAD", sources, sources, code)
    catalog = read_catalog(documents.catalog(code, SLUG))

    def look_up(context: str, text: str) -> Translation:
        found = catalog.find(context, text)
        return Translation("translated", found.translation if found else TRANSLATED[code][text])

    former, present = (translate(one, code, look_up) for one in sources)
    return compare_documents("HEAD", sources, (former, present), code)


def page_of(documents: Project, revision: Revision, code: LanguageCode) -> Composition:
    return compose(revision.present, load_house(documents, code), documents.templates, revision=revision)


def outline(revision: Revision) -> list[tuple[str, str, str]]:
    """Return the kinds of what changed, and the addresses of its texts before and after."""
    sides = ((one.kind, one.before, one.after) for one in revision.differences)
    return [(kind, *(" ".join(text.address for text in side) for side in (before, after))) for kind, before, after in sides]


def test_ten_kinds_of_changes_are_told_apart(documents: Project) -> None:
    assert outline(revise(documents, "en", *CHANGES)) == [
        ("changed", "date", "date"),
        ("changed", "report.title.1", "report.title.1"),
        ("split", "report.p.1", "report.p.1 report.p.2"),
        ("inserted", "", "report.p.8"),
        ("deleted", "report.item.2", ""),
        ("moved", "report.p.7", "report.p.9"),
        ("changed", "report.p.8", "report.p.10"),
        ("changed", "report.cell.10", "report.cell.10"),
        ("changed", "report.cell.12", "report.cell.12"),
        ("deleted", "report.cell.13 report.cell.14 report.cell.15 report.cell.16", ""),
        ("merged", "report.item.3 report.item.4", "report.item.2"),
        ("changed", "report.note.a", "report.note.a"),
        ("changed", "report.note.b", "report.note.b"),
    ]


def test_redline_marks_words_in_each_script(documents: Project) -> None:
    words: dict[LanguageCode, tuple[str, str]] = {
        "fr": ("sont <del>indiquées</del> <ins>énumérées</ins> dans", "<del>deux</del> <ins>trois</ins> fondations"),
        "zh": ("的捐款<del>情况见</del><ins>列于</ins>下表", "包括<del>两</del><ins>三</ins>个基金会"),
        "ar": ("<del>ترد</del> <ins>تدرج</ins> في", "بينها <del>مؤسستان</del> <ins>ثلاث مؤسسات</ins>"),
    }
    for code, marked in words.items():
        revision = revise(documents, code, *CHANGES)
        page = page_of(documents, revision, code)
        html = re.sub(r"<(ins|del) [^>]*>", r"<\1>", page.html)
        assert [one for one in marked if one not in html] == []
        assert page.untranslated == () and page.metadata.status == "draft"
        assert [one.is_source_changed for one in revision.differences] == [None, *[True] * 12]


def test_redline_is_read_aloud_with_what_was_struck_and_passes_the_validator(documents: Project) -> None:
    page = page_of(documents, revise(documents, "ar", *CHANGES), "ar")
    pdf = set_page(page, "screen")
    assert broken_rules(pdf) == []
    house = load_house(documents, "ar")
    spoken = [text for text in spoken_instead(pdf) if text.startswith("[")]
    moved = f"[{house.word('redline.deleted')} {translated(documents, 'ar', MOVED)}]"
    assert moved in spoken
    inserted = [text for text in spoken if text.startswith(f"[{house.word('redline.inserted')} ")]
    assert len(inserted) == page.html.count("<ins ")


def translated(documents: Project, code: LanguageCode, text: str) -> str:
    return next(entry.translation for entry in read_catalog(documents.catalog(code, SLUG)) if entry.text == text)


def spoken_instead(pdf: bytes) -> list[str]:
    """Return what a screen reader says instead of letters."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        nodes = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]
        return [str(node.ActualText) for node in nodes if "/ActualText" in node]


def test_numbers_that_follow_a_change_are_not_marked(documents: Project) -> None:
    html = page_of(documents, revise(documents, "en", "insertion"), "en").html
    body, _, table = html.partition('id="changes"')
    assert re.findall(r"<ins [^>]*>([^<]*)</ins>", body) == [NEW]
    assert "<del" not in html
    assert '<span class="number">7.</span>Contributions to the Trust Fund' in body
    assert table.count("<tr>") == 2  # the heads, one change


def test_what_moved_is_struck_where_it_was_and_says_from_where_it_came(documents: Project) -> None:
    html = page_of(documents, revise(documents, "en", "insertion", "move", "moved here"), "en").html
    was = html.index('id="former.report.p.7" class="numbered deleted"')
    now = html.index('id="report.p.8" class="numbered moved"')
    assert was < html.index("Training") < now
    assert "Moved to: Paragraph 6" in html[was:now]
    assert "Moved from: Paragraph 5" in html[now:]


def test_nothing_changed_is_said_on_the_page(documents: Project) -> None:
    html = page_of(documents, revise(documents, "en"), "en").html
    assert "No text changed since HEAD." in html
    assert "<ins" not in html and "<del" not in html


def shuffled(text: str, random: Random) -> str:
    """Return the seed *text* with the blocks of its bodies in another order, and some left out."""
    tree = json.loads(text)
    for part in tree["parts"]:
        body = next(iter(part.values()))["body"]
        random.shuffle(body)
        del body[1 : random.randint(1, len(body))]
    random.shuffle(tree["parts"])
    return json.dumps(tree)


@pytest.mark.parametrize("number", range(7))
def test_no_word_of_either_version_is_lost_whatever_changed(documents: Project, number: int) -> None:
    """Every text belongs to one difference or none, and the page shows what went, wherever it stood."""
    random = Random(number)
    whole = json.dumps(Writer(random, is_whole=not number % 4).seed())
    other = shuffled(whole, random) if number % 2 else json.dumps(Writer(random).seed())
    folder = documents.root / "seeds"
    try:
        former, present = (parse_seed(one, folder / "x.yaml").lying_in(folder) for one in (whole, other))
    except SeedError:  # what called a note was left out
        former = present = parse_seed(whole, folder / "x.yaml").lying_in(folder)
    matches = match_texts(former, present)
    for side, document in (("before", former), ("after", present)):
        matched = sorted(text.address for match in matches for text in getattr(match, side))
        assert matched == sorted(text.address for text in texts(document))
    revision = compare_documents("HEAD", (former, present), (former, present), present.own_language)
    html, _, _ = page_of(documents, revision, present.own_language).html.partition('id="changes')
    struck = letters("".join(re.findall("<del[^>]*>(.*?)</del>", html, re.DOTALL)))
    places = {text.address for text in texts(former)}
    for one in revision.differences:
        went = one.before if one.kind in ("deleted", "moved") else ()
        assert [text for text in went if text.address in places and letters(escape(plain(text.text))) not in struck] == []
        for text, pieces in zip(one.after, one.pieces, strict=bool(one.after)):
            shown = "".join(piece.run.text for piece in pieces if piece.kind != "deleted" and "fn" not in piece.run.tags)
            assert letters(escape(shown)) == letters(escape(plain(text.text)))


def letters(html: str) -> str:
    """Return what can be seen of *html*, without spaces and joiners."""
    return re.sub("[\\s\u2060\u200d\u200e\u2066-\u2069]", "", re.sub("<[^>]*>", "", html))


def test_translation_that_is_not_made_yet_stands_in_its_own_direction_beside_the_former_one(documents: Project) -> None:
    sources = changed(documents, "word")
    catalog = read_catalog(documents.catalog("ar", SLUG))

    def look_up(context: str, text: str) -> Translation:
        found = catalog.find(context, text)
        return Translation("translated", found.translation) if found else Translation("missing")

    former, present = (translate(one, "ar", look_up) for one in sources)
    html = page_of(documents, compare_documents("HEAD", sources, (former, present), "ar"), "ar").html
    went = translated(documents, "ar", "Contributions to the Trust Fund are shown in the table.")
    came = "Contributions to the Trust Fund are listed in the table."
    (paragraph,) = re.findall(r'<p id="report.p.8" class="numbered untranslated changed" lang="en" dir="ltr">.*?</p>', html)
    assert f'<bdi lang="ar" dir="rtl"><del aria-label="حذف:">{went}</del></bdi> <ins aria-label="أضيف:">{came}</ins>' in paragraph
    assert f'<bdi lang="en" dir="ltr"><ins aria-label="أضيف:">{came}</ins></bdi>' in html  # in the table


def test_another_picture_is_a_change_at_its_figure(documents: Project) -> None:
    figure = {"title": "Flows", "picture": "a.svg", "alternative": "Flows between regions"}
    head = {"symbol": "A/66/398", "organ": "general-assembly", "date": "2011-10-04", "job": "11-53026"}
    seeds = (
        json.dumps(head | {"parts": [{"letter": {"title": "T", "body": [*more, {"figure": figure | {"picture": name}}]}}]})
        for more, name in (([], "a.svg"), (["New"], "b.svg"))
    )
    former, present = (parse_seed(one, documents.seed("A-66-398")).lying_in(documents.root) for one in seeds)
    revision = compare_documents("HEAD", (former, present), (former, present), "en")
    assert outline(revision) == [
        ("inserted", "", "letter.p.1"), ("changed", "letter.title.2.picture", "letter.title.2.picture")
    ]  # fmt: skip
    _, _, table = page_of(documents, revision, "en").html.partition('id="changes"')
    assert "Figure I</p>" in table and ">b.svg</ins>" in table


def letters_with(documents: Project, former: object, present: object) -> Revision:
    """Return what changed from a letter with the block *former* to one with *present*."""
    head = {"symbol": "A/66/398", "organ": "general-assembly", "date": "2011-10-04", "job": "11-53026"}
    was, now = (
        parse_seed(json.dumps(head | {"parts": [{"letter": {"title": "T", "body": [one]}}]}), documents.seed("A-66-398"))
        for one in (former, present)
    )
    return compare_documents("HEAD", (was, now), (was, now), "en")


def test_cells_that_came_and_went_with_their_columns_are_told_in_the_order_of_the_row(documents: Project) -> None:
    names = [["Area", "Spent", "Left"], ["Number", "Area", "Code", "Spent"]]
    tables = ({"table": {"columns": own, "rows": [[f"{name} of it" for name in own]]}} for own in names)
    assert outline(letters_with(documents, *tables)) == [
        ("inserted", "", "letter.cell.1"), ("inserted", "", "letter.cell.3"), ("deleted", "letter.cell.3", ""),
        ("inserted", "", "letter.cell.5"), ("inserted", "", "letter.cell.7"), ("deleted", "letter.cell.6", ""),
    ]  # fmt: skip


def test_column_that_comes_strikes_no_word_beside_it(documents: Project) -> None:
    rows = [["Africa", "12", "5"], ["Asia", "20", "7"]], [["Africa", "9", "13", "5"], ["Asia", "9", "21", "7"]]
    heads = ["Region", "Spent", "Left"], ["Region", "Planned", "Spent", "Left"]
    revision = letters_with(documents, *({"table": {"columns": one, "rows": own}} for one, own in zip(heads, rows, strict=True)))
    assert outline(revision) == [
        ("inserted", "", "letter.cell.2"),
        ("inserted", "", "letter.cell.6"), ("changed", "letter.cell.5", "letter.cell.7"),
        ("inserted", "", "letter.cell.10"), ("changed", "letter.cell.8", "letter.cell.11"),
    ]  # fmt: skip
    html, _, _ = page_of(documents, revision, "en").html.partition('id="changes')
    cells = [letters(one) for one in re.findall(r"<t[dh] id[^>]*>(.*?)</t[dh]>", html, re.DOTALL)]
    assert cells == ["Region", "Planned", "Spent", "Left", "Africa", "9", "1213", "5", "Asia", "9", "2021", "7"]


def test_other_level_of_a_heading_is_told_in_words(documents: Project) -> None:
    revision = letters_with(documents, {"section": "Aid to victims"}, {"subsection": "Aid to victims"})
    assert outline(revision) == [("changed", "letter.heading.1", "letter.heading.1")]
    html, _, table = page_of(documents, revision, "en").html.partition('id="changes"')
    words = "Heading of level 3; before: level 2"
    (heading,) = re.findall('<h[^>]* id="letter.heading.1" class="[^"]*changed[^"]*".*?</h', html, re.DOTALL)
    assert words in heading and words in table
    assert "<ins" not in html and "<del" not in html


def test_colon_behind_a_heading_of_officers_goes_with_it(documents: Project) -> None:
    chairs, other = ({"heading": one, "lines": ["Ms. Ana Martins (Portugal)"]} for one in ("Chair", "Rapporteur"))
    html = page_of(documents, letters_with(documents, {"roll": [chairs, other]}, {"roll": [other]}), "en").html
    (went,) = re.findall('<p id="former.letter.heading.1".*?</p>', html, re.DOTALL)
    assert letters(re.sub("<del[^>]*>.*?</del>", "", went)) == ""


def test_footnote_may_have_any_key(documents: Project) -> None:
    former, present = (
        {"symbol": "A/66/398", "organ": "general-assembly", "date": "2011-10-04", "job": "11-53026", "parts": [
            {"letter": {"title": "T", "body": ["A word.<fn>table</fn>"], "notes": {"table": note}}}
        ]}
        for note in ("See above.", "See below.")
    )  # fmt: skip
    versions = tuple(parse_seed(json.dumps(one), documents.seed("A-66-398")) for one in (former, present))
    assert [match.kind for match in match_texts(*versions)] == ["changed"] * 3
