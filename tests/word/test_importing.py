"""Made-up Word files → seeds: each construct of the template, and what no seed can say."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, get_args

import pytest
from PIL import Image

from sixfold.commands.arguments import _DECIDED
from sixfold.errors import UsageError
from sixfold.word.elements import CHART, A, W
from sixfold.word.importing import Imported, read_document
from sixfold.word.model import Question
from support.word_files import FRONT, HEAD, TEMPLATE, WordFile, cell, dots, paragraph, picture, run, table


def imported(tmp_path: Path, *body: str, **more: Any) -> Imported:
    accepted, rejected = more.pop("accepted", ()), more.pop("rejected", ())
    path = WordFile([*FRONT, *body], **more).write(tmp_path / "report.docx")
    found = read_document(path, (), accepted, rejected)
    assert found.document  # what is written can be read
    assert (found.lost, found.added) == ({}, {})
    return found


def body_of(found: Imported) -> list[Any]:
    return found.tree["parts"][0]["report"]["body"]


def doubts(found: Imported) -> list[str]:
    return [str(doubt) for doubt in found.doubts]


def test_head_and_first_lines_become_the_first_keys(tmp_path: Path) -> None:
    found = imported(tmp_path, paragraph("\tThe text."))
    assert {key: value for key, value in found.tree.items() if key != "parts"} == {
        "symbol": "A/80/999", "organ": "general-assembly", "distribution": "general", "date": "2026-04-07", "original": "en",
        "job": {"number": "26-99999", "dates": ["2026-04-15"]}, "session": 80,
        "agenda": {"items": [107, "108(a)"], "title": "Crime prevention"}, "layout": "new-york-2025",
    }  # fmt: skip
    report = found.tree["parts"][0]["report"]  # the second title has the style of the smaller ones
    assert (report["titles"], report["subtitles"]) == (["Work of the Office"], ["Report of the Secretary-General"])
    assert doubts(found) == []


def test_rapporteur_stands_below_the_titles_and_what_is_left_open_in_brackets(tmp_path: Path) -> None:
    name = run("Rapporteur", "i") + run(": Ms. Ana ") + run("Martins", "b") + run(" (Portugal)")
    found = imported(tmp_path, paragraph(name), paragraph("1.\tThe first."), paragraph("[2.\tThe [second].]"))
    report = found.tree["parts"][0]["report"]
    assert report["rapporteur"] == "Ms. Ana <strong>Martins</strong> (Portugal)"
    assert report["body"] == [{"numbered": [{"text": "The first."}, {"text": "The [second].", "bracketed": True}]}]
    assert doubts(found) == []


def test_names_one_tab_in_below_italics_and_a_colon_are_a_roll(tmp_path: Path) -> None:
    further_in = '<w:ind w:left="1742" w:right="1267"/>'
    heads = [paragraph(run(head, "i") + run(":")) for head in ("Chair", "Vice-Chairs", "Note")]
    names = [paragraph(name, properties=further_in) for name in ("Li Wen (Singapore)", "Ba (Mali)", "Soto (Peru)")]
    found = imported(tmp_path, heads[0], names[0], heads[1], *names[1:], heads[2], paragraph("1.\tText."))
    assert body_of(found) == [
        {"roll": [
            {"heading": "Chair", "lines": ["Li Wen (Singapore)"]},
            {"heading": "Vice-Chairs", "lines": ["Ba (Mali)", "Soto (Peru)"]},
        ]},
        {"continued": "<em>Note</em>:"}, {"numbered": [{"text": "Text."}]},
    ]  # fmt: skip
    assert doubts(found) == []


def test_typed_numbers_become_numbered_paragraphs_with_their_items(tmp_path: Path) -> None:
    found = imported(
        tmp_path, paragraph("1.\tThe first."), paragraph("2.\tThe second:"), paragraph("\t(a)\tOne;"), paragraph("\t(b)\tTwo:"),
        paragraph("\t(i)\tThis;"), paragraph("\t(ii)\tThat."), paragraph("3.\tThe third."),
    )  # fmt: skip
    assert body_of(found) == [
        {"numbered": [
            {"text": "The first."},
            {"text": "The second:", "items": [{"text": "One;"}, {"text": "Two:", "items": [{"text": "This;"}, {"text": "That."}]}]},
            {"text": "The third."},
        ]},
    ]  # fmt: skip
    assert doubts(found) == []


def test_i_after_h_is_a_letter(tmp_path: Path) -> None:
    letters = [paragraph(f"\t({letter})\tPoint {letter};") for letter in "abcdefghij"]
    found = imported(tmp_path, paragraph("1.\tTen points:"), *letters)
    items = body_of(found)[0]["numbered"][0]["items"]
    assert [item["text"] for item in items] == [f"Point {letter};" for letter in "abcdefghij"]


def test_another_number_than_the_next_is_kept_and_doubted(tmp_path: Path) -> None:
    found = imported(tmp_path, paragraph("1.\tFirst."), paragraph("5.\tFifth."))
    assert body_of(found) == [{"numbered": [{"text": "First."}, {"text": "Fifth.", "number": 5}]}]
    assert doubts(found) == ["the number is 5, where 2 would follow (paragraph 7, “5. Fifth.”)"]


def test_generated_numbers_are_those_that_word_prints(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    )

    def listed(text: str, level: int) -> str:
        return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')

    found = imported(tmp_path, listed("One.", 0), listed("Two:", 0), listed("Aye;", 1), listed("Bee.", 1), listed("Three:", 0),
                     listed("Cee.", 1), numbering=numbering)  # fmt: skip
    assert body_of(found) == [
        {"numbered": [
            {"text": "One."}, {"text": "Two:", "items": [{"text": "Aye;"}, {"text": "Bee."}]},
            {"text": "Three:", "items": [{"text": "Cee."}]},
        ]},
    ]  # fmt: skip


def test_headings_get_their_degree_from_style_and_number(tmp_path: Path) -> None:
    found = imported(
        tmp_path, paragraph("\tI.\tFirst chapter", "HCh"), paragraph("\tA.\tFirst section", "H1"),
        paragraph("\t1.\tFirst subsection", "H23"), paragraph("\t\tBold", "H23"), paragraph("\t\tSlanted", "H4"),
        paragraph("\tC.\tThird section", "H1"),
    )  # fmt: skip
    assert body_of(found) == [
        {"chapter": "First chapter"}, {"section": "First section"}, {"subsection": "First subsection"}, {"subheading": "Bold"},
        {"minor": "Slanted"}, {"heading": ["C. Third section"]},
    ]  # fmt: skip
    what = "the number C. isn’t the next one here: it stands in the words of the heading"
    assert doubts(found) == [f"{what} (paragraph 11, “C. Third section”)"]


def test_headings_without_a_style_are_known_by_their_looks_and_doubted(tmp_path: Path) -> None:
    found = imported(
        tmp_path, paragraph(run("\tI.\tChapter", "b sz=28"), "Normal"), paragraph(run("Point", "b"), "Normal"),
        paragraph("1.\tText.", "Normal"),
    )  # fmt: skip
    assert body_of(found) == [{"chapter": "Chapter"}, {"subheading": "Point"}, {"numbered": [{"text": "Text."}]}]
    assert doubts(found) == ["a heading by its looks (paragraph 7, “Point”)"]


def test_a_style_is_known_by_its_name_where_its_id_is_another(tmp_path: Path) -> None:
    styles = [("Normal", "Normal", 20, False, False), ("Titre1", "heading 1", 32, False, False)]
    body = [paragraph("Introduction", "Titre1"), paragraph("1.\tText.", "Normal")]
    path = WordFile(body, styles=styles).write(tmp_path / "A-80-999.docx")
    found = read_document(path)
    assert body_of(found)[0] == {"heading": ["Introduction"]}


def test_bold_italic_and_raised_letters_are_kept(tmp_path: Path) -> None:
    runs = run("We ") + run("stress", "i") + run(" and ") + run("decide", "b") + run(" on CO") + run("2", "vertAlign=subscript")
    found = imported(tmp_path, paragraph(runs))
    assert body_of(found) == [{"continued": "We <em>stress</em> and <strong>decide</strong> on CO<sub>2</sub>"}]


def test_footnotes_are_called_where_word_calls_them(tmp_path: Path) -> None:
    call = run("The Assembly") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + run(" met.")
    found = imported(tmp_path, paragraph(call), notes={3: "See A/80/1."})
    assert body_of(found) == [{"continued": "The Assembly<fn>n1</fn> met."}]
    assert found.tree["parts"][0]["report"]["notes"] == {"n1": "See A/80/1."}


def test_what_looks_like_a_tag_stays_text(tmp_path: Path) -> None:
    found = imported(tmp_path, paragraph("write <b> for bold, {{ and &amp;"))
    assert "<\u2060b> for bold, {{ and &amp;" in found.document.parts[0].value.body[0].value.text


def test_annexes_are_parts_with_titles(tmp_path: Path) -> None:
    found = imported(
        tmp_path, paragraph("\tText."), paragraph("Annex I", "HCh"), paragraph("\t\tChart", "HCh"), paragraph("\tOne."),
        paragraph("Annex II", "HCh"), paragraph("1.\tTwo."),
    )  # fmt: skip
    assert found.tree["parts"][1:] == [
        {"annex": {"titles": ["Chart"], "body": [{"paragraph": "One."}]}}, {"annex": {"body": [{"numbered": [{"text": "Two."}]}]}},
    ]  # fmt: skip


def test_list_of_contents_is_made_by_the_page(tmp_path: Path) -> None:
    contents = table(["Introduction", "2"], ["Conclusions", "7"], heads=0, widths=[9000, 500])
    chapter = paragraph("\tI.\tIntroduction", "HCh")
    found = imported(tmp_path, paragraph("Contents", "HCh"), contents, chapter, paragraph("1.\tText."))
    assert found.tree["parts"][0]["report"]["contents"] is True
    assert body_of(found)[0] == {"chapter": "Introduction"}


@pytest.mark.parametrize(("what", "body"), [
    ("changes", paragraph(run("We ") + f'<w:ins w:id="1" w:author="A">{run("gladly ")}</w:ins>' + run("agree."))),
    ("equations", paragraph("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")),
    ("objects", paragraph("<w:r><w:object/></w:r>" + run("Text."))),
])  # fmt: skip
def test_what_no_seed_can_say_is_asked_for(tmp_path: Path, what: str, body: str) -> None:
    with pytest.raises(UsageError) as asked:
        imported(tmp_path, paragraph("\tText."), body)
    assert f"--accept {what} (ACCEPT=) takes them in" in str(asked.value)
    imported(tmp_path, paragraph("\tText."), body, rejected=[what])
    imported(tmp_path, paragraph("\tText."), body, accepted=[what])


def box_of(*paragraphs: str) -> str:
    return f"<w:r><w:pict><v:shape><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:shape></w:pict></w:r>"


def test_words_of_a_text_box_are_asked_for_by_their_place_and_words(tmp_path: Path) -> None:
    body = paragraph(run("Text.") + box_of(paragraph("Boxed.")) + box_of(paragraph("And this.")))
    with pytest.raises(UsageError) as asked:
        imported(tmp_path, body)
    assert "has 2 text boxes (first in paragraph 6, “Boxed.”), which a seed can’t say" in str(asked.value)
    assert "--accept text-boxes" in str(asked.value)
    found = imported(tmp_path, body, accepted=["text-boxes"])
    assert body_of(found) == [{"continued": "Text."}, {"continued": "Boxed."}, {"continued": "And this."}]
    assert doubts(found) == ["the text of a text box stands after this paragraph (paragraph 6, “Text.”)"] * 2
    left_out = imported(tmp_path, body, rejected=["text-boxes"])
    assert body_of(left_out) == [{"continued": "Text."}]
    assert doubts(left_out)[0] == "a text box is left out, “Boxed.” (paragraph 6, “Text.”)"


def test_what_is_said_in_two_ways_is_counted_and_read_once(tmp_path: Path) -> None:
    box = box_of(paragraph(run("In a ") + f'<w:ins w:id="1">{run("box")}</w:ins>')).removeprefix("<w:r>").removesuffix("</w:r>")
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = paragraph(run("Text.") + f"<w:r>{twice}</w:r>")
    with pytest.raises(UsageError) as asked:
        imported(tmp_path, body)
    assert "has 1 tracked change, 1 text box (first in" in str(asked.value)
    found = imported(tmp_path, body, accepted=["changes", "text-boxes"])
    assert body_of(found) == [{"continued": "Text."}, {"continued": "In a box"}]


def test_boxes_without_words_and_those_of_the_masthead_are_no_question(tmp_path: Path) -> None:
    shown, relations = picture()
    head = box_of(paragraph("A/80/998", "XLarge"), paragraph("7 May 2026", "ReleaseDate0"))
    body = paragraph(head + run("Text.") + box_of(paragraph("")) + box_of(paragraph(shown)))
    found = imported(tmp_path, body, head=(), parts={"word/media/image1.png": dots()}, relations=relations)
    assert (found.tree["symbol"], found.tree["date"]) == ("A/80/998", "2026-05-07")
    assert [[*block] for block in body_of(found)] == [["continued"], ["figure"]]


def test_tracked_changes_are_settled_as_word_settles_them(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText xml:space="preserve">never </w:delText></w:r></w:del>'
    changed = paragraph(run("We ") + f'<w:ins w:id="2">{run("always ")}</w:ins>{deleted}' + run("agree."))
    joined = [paragraph("One ", properties='<w:rPr><w:del w:id="3"/></w:rPr>'), paragraph("and two.")]
    accepted = imported(tmp_path, changed, *joined, accepted=["changes"])
    assert body_of(accepted) == [{"continued": "We always agree."}, {"continued": "One and two."}]
    rejected = imported(tmp_path, changed, *joined, rejected=["changes"])
    assert body_of(rejected) == [{"continued": "We never agree."}, {"continued": "One"}, {"continued": "and two."}]


@pytest.mark.parametrize(("formula", "text"), [
    ("<m:f><m:num>{a}</m:num><m:den>{b}</m:den></m:f>", "a/b"),
    ("<m:f><m:num>{a}{b}</m:num><m:den>{b}</m:den></m:f>", "(ab)/b"),
    ("<m:sSup><m:e>{a}</m:e><m:sup>{b}</m:sup></m:sSup>", "a<sup>b</sup>"),
    ("<m:sSub><m:e>{a}</m:e><m:sub>{b}</m:sub></m:sSub>", "a<sub>b</sub>"),
    ("<m:rad><m:e>{a}{b}</m:e></m:rad>", "√(ab)"),
])  # fmt: skip
def test_an_equation_in_one_line_keeps_its_sense(tmp_path: Path, formula: str, text: str) -> None:
    signs = {letter: f"<m:r><m:t>{letter}</m:t></m:r>" for letter in "ab"}
    body = paragraph(run("Text: ") + f"<m:oMath>{formula.format(**signs)}</m:oMath>")
    found = imported(tmp_path, body, accepted=["equations"])
    assert body_of(found) == [{"continued": f"Text: {text}"}]
    assert doubts(found)[0].startswith("an equation is typed as a line of text")


def test_comments_that_are_accepted_stand_in_the_seed_as_comments(tmp_path: Path) -> None:
    comments = f'<w:comment w:id="4" w:author="AB">{paragraph("Is this right?")}</w:comment>'
    body = paragraph(run("Text.") + '<w:r><w:commentReference w:id="4"/></w:r>')
    found = imported(tmp_path, body, comments=comments, accepted=["comments"])
    assert doubts(found) == ["comment of AB: Is this right? (paragraph 6, “Text.”)"]


def test_the_offices_own_comment_is_no_question(tmp_path: Path) -> None:
    mark = "&lt;&lt;ODS JOB NO&gt;&gt;N2699999E&lt;&lt;ODS JOB NO&gt;&gt;".replace("&lt;", "<").replace("&gt;", ">")
    comments = f'<w:comment w:id="0" w:author="DCM">{paragraph(run(mark))}</w:comment>'
    assert doubts(imported(tmp_path, paragraph("\tText."), comments=comments)) == []


def test_table_keeps_heads_merged_cells_groups_totals_and_notes(tmp_path: Path) -> None:
    made = table(
        [cell("Category", merge="restart"), cell("Variance", across=2)], [cell("", merge="continue"), "Amount", "Share"],
        ["", "", ""], [cell("Staff", across=3, looks="b")],
        [cell(f"<w:r><w:t>Posts</w:t></w:r>{run('a', 'vertAlign=superscript')}"), "12", "3.4"],
        [cell("Total", looks="b"), cell("12", looks="b"), cell("3.4", looks="b")],
        heads=2, widths=[4920, 2460, 2460],
    )  # fmt: skip
    found = imported(
        tmp_path, paragraph("\t\tTable 1", "H23"), paragraph("\t\tResources", "H23"), paragraph("(Thousands of dollars)"), made,
        paragraph(run("\ta", "vertAlign=superscript") + run("\tNew posts."), "FootnoteText"),
        paragraph(run("Source", "i") + run(": Umoja."), "FootnoteText"), paragraph("\tAfter."),
    )  # fmt: skip
    assert body_of(found) == [
        {"table": {
            "number": True, "title": "Resources", "unit": "(Thousands of dollars)",
            "head": [[{"text": "Category", "down": 2}, {"text": "Variance", "across": 2}], ["Amount", "Share"]],
            "rows": [{"group": "Staff"}, ["Posts<fn>a</fn>", "12", "3.4"], {"total": ["Total", "12", "3.4"]}],
            "widths": [50, 25, 25], "wide": True, "large": True, "source": "Umoja.", "notes": {"a": "New posts."},
        }},
        {"paragraph": "After."},
    ]  # fmt: skip
    assert doubts(found) == []


def test_a_sum_is_one_where_a_dash_or_a_space_is_not_bold(tmp_path: Path) -> None:
    """A/80/630, pages 3 and 22."""
    figures = [cell("\u2013"), cell("\u00a0"), cell("(3)", looks="b")]
    made = table(["Office", "Posts", "Action", "Net"], ["Rome", "4", "None", "1"], [cell("Net change", looks="b"), *figures])
    rows = body_of(imported(tmp_path, made))[0]["table"]["rows"]
    assert [*rows[1]] == ["subtotal"]


def test_slanted_rows_below_the_row_that_word_repeats_are_head_too(tmp_path: Path) -> None:
    slanted = [cell(text, looks="i") for text in ("Unit", "Police", "Staff")]
    made = table([cell(""), cell("Force", across=2)], slanted, ["Posts", "1", "2"], [cell("Temporary", across=3, looks="i")])
    content = body_of(imported(tmp_path, made))[0]["table"]
    assert content["head"] == [["", {"text": "Force", "across": 2}], ["Unit", "Police", "Staff"]]
    assert content["rows"] == [["Posts", "1", "2"], {"group": "<em>Temporary</em>"}]


def test_size_of_rows_and_steps_of_names_are_kept(tmp_path: Path) -> None:
    small = [cell(run(f"{step}{name}", "sz=17")) for step, name in (("", "Staff"), ("\t", "Drivers"), ("\t\t", "Cooks"))]
    made = table(["Item", "Sum"], *([name, cell(run("1", "sz=17"))] for name in small), widths=[4000, 2000])
    content = body_of(imported(tmp_path, made, table(["Item", "Remarks"], ["\tOne", "Two"], widths=[4000, 2000])))
    steps = [["Staff", "1"], [{"text": "Drivers", "indent": 1}, "1"], [{"text": "Cooks", "indent": 2}, "1"]]
    assert content[0]["table"] == {"head": [["Item", "Sum"]], "rows": steps, "widths": [66.67, 33.33]}
    assert content[1]["table"]["large"] is True


@pytest.mark.parametrize(
    ("indent", "widths", "reach", "shares"),
    [
        (1267, [3660, 3660], None, [50, 50]),  # A/80/605, table 9
        (1267, [4000, 3642], "end", [46.66, 53.34]),  # A/80/590, table 6: 322 twips more than the text
        (1267, [4000, 3420], None, [54.64, 45.36]),
        (1267, [7463, 1148], "end", [87.05, 12.95]),  # A/80/605, table 10, which begins with the text and ends with the page
        (0, [4920, 4782], True, [50, 50]),  # A/80/604/Add.1, table 5: the last column has what lacks, the first stays
        (72, [4848, 4800], True, [50, 50]),  # A/80/605, table 2
        (1267, [2000, 2000], None, [50, 50]),
    ],
)
def test_a_table_reaches_as_far_as_in_word_and_its_columns_begin_there(
    tmp_path: Path, indent: int, widths: list[int], reach: object, shares: list[float]
) -> None:
    content = body_of(imported(tmp_path, table(["State", "Sum"], ["Chad", "1"], widths=widths, indent=indent)))[0]["table"]
    assert (content.get("wide"), content["widths"]) == (reach, shares)


def test_columns_that_are_only_space_go(tmp_path: Path) -> None:
    head = [cell("Item"), cell("Variance", across=2)]
    made = table(head, ["Posts", "", "12"], ["Travel", "", "7"], widths=[5000, 60, 2000])
    content = body_of(imported(tmp_path, made))[0]["table"]
    assert (content["head"], content["rows"]) == ([["Item", "Variance"]], [["Posts", "12"], ["Travel", "7"]])


def test_table_that_goes_on_with_its_head_repeated_is_one(tmp_path: Path) -> None:
    first, second = (table(["State", "Sum"], row, widths=[4000, 2000]) for row in (["Chad", "1"], ["Peru", "2"]))
    assert body_of(imported(tmp_path, first, paragraph(""), second))[0]["table"]["rows"] == [["Chad", "1"], ["Peru", "2"]]


def test_page_breaks_of_the_author_are_kept_where_something_comes_after_them(tmp_path: Path) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    made = table(["State", "Sum"], ["Chad", "1"], widths=[4000, 2000])
    found = imported(
        tmp_path, paragraph("1.\tThe first."), paragraph(page), paragraph(page), paragraph("2.\tThe second."),
        paragraph(run("3.\tThe third.") + page), paragraph("I.\tIntroduction", "HCh", "<w:pageBreakBefore/>"),
        paragraph("4.\tThe fourth."), paragraph(page + run("States"), "H23"), made, paragraph(page),
    )  # fmt: skip
    assert [text for block in body_of(found) for text in block] == [
        "numbered", "new_page", "numbered", "new_page", "chapter", "numbered", "new_page", "table",
    ]  # fmt: skip
    assert body_of(found)[2] == {"numbered": [{"text": "The second."}, {"text": "The third."}]}
    assert doubts(found) == []


def test_page_break_after_the_list_of_contents_is_the_pages_own(tmp_path: Path) -> None:
    found = imported(
        tmp_path, paragraph("Contents"), paragraph("I.\tIntroduction\t2"), paragraph('<w:r><w:br w:type="page"/></w:r>'),
        paragraph("I.\tIntroduction", "HCh"), paragraph("1.\tThe first."),
    )  # fmt: skip
    assert list(body_of(found)[0]) == ["chapter"]


def test_landscape_section_turns_its_tables(tmp_path: Path) -> None:
    made = table(["State", "Sum"], ["Chad", "1"], widths=[4000, 2000])
    assert body_of(imported(tmp_path, made, landscape=True))[0]["table"]["landscape"] is True


@pytest.mark.parametrize(("kept", "whole"), [(0, False), (1, False), (2, True), (4, True)])
def test_table_whose_rows_are_kept_together_down_to_the_middle_stays_whole(tmp_path: Path, kept: int, whole: bool) -> None:
    def row(number: int) -> list[str]:
        return [paragraph(text, "Normal", "<w:keepNext/>" * (number < kept)) for text in (f"Chad {number}", "1")]

    made = table(["State", "Sum"], *map(row, range(4)), widths=[4000, 2000])
    assert body_of(imported(tmp_path, made))[0]["table"].get("whole", False) is whole


def test_picture_becomes_a_figure_beside_the_seed(tmp_path: Path) -> None:
    drawing, relations = picture()
    found = imported(
        tmp_path, paragraph("\t\tFigure I", "H23"), paragraph("\t\tRequests", "H23"), paragraph(drawing), paragraph("\tAfter."),
        parts={"word/media/image1.png": dots()}, relations=relations,
    )  # fmt: skip
    name = "A-80-999/picture-1.png"
    assert body_of(found)[0] == {
        "figure": {"number": True, "title": "Requests", "picture": name, "alternative": "Bars of two years"}
    }
    with Image.open(io.BytesIO(found.pictures[name])) as made:
        assert (made.format, made.size) == ("PNG", (40, 30))


@pytest.mark.parametrize(("above", "number"), [
    ("الجدول ٣", 3), ("表12", 12), ("الشكل الثاني", 2), ("الشكل الحادي عشر", 11), ("图一", True), ("Рисунок IV", 4),
    ("Figure XXXXX", True),
])  # fmt: skip
def test_numbers_above_titles_are_read_in_the_signs_of_each_language(tmp_path: Path, above: str, number: object) -> None:
    made = table(["Name", "Sum"], ["Foo", "1"])
    found = imported(tmp_path, paragraph(above, "H23"), paragraph("Title", "H23"), made)
    assert (body_of(found)[0]["table"]["number"], body_of(found)[0]["table"]["title"]) == (number, "Title")


def test_a_title_that_begins_as_the_word_for_a_table_has_no_number(tmp_path: Path) -> None:
    content = body_of(imported(tmp_path, paragraph("الجدول الزمني", "H23"), table(["Name", "Sum"], ["Foo", "1"])))[0]["table"]
    assert (content.get("number"), content["title"]) == (None, "الجدول الزمني")


@pytest.mark.parametrize("target", ["http://example.org/a.png", "../../../etc/passwd", "media/none.png"])
def test_picture_outside_the_file_is_never_opened(tmp_path: Path, target: str) -> None:
    drawing, relations = picture(target)
    found = imported(tmp_path, paragraph(drawing), paragraph("\tText."), relations=relations)
    assert found.pictures == {}
    assert doubts(found) == ["a picture that isn’t in the file itself is left out (paragraph 6)"]


def test_picture_that_is_none_is_left_out_and_told(tmp_path: Path) -> None:
    drawing, relations = picture()
    found = imported(tmp_path, paragraph(drawing), paragraph("\tText."), parts={"word/media/image1.png": b"x"}, relations=relations)
    assert doubts(found) == ["a picture is left out: it is in a format that a page can’t show (paragraph 6)"]


def test_chart_is_the_table_of_its_data(tmp_path: Path) -> None:
    def points(kind: str, *values: str) -> str:
        inner = "".join(f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values))
        return f"<c:{kind}Ref><c:{kind}Cache>{inner}</c:{kind}Cache></c:{kind}Ref>"

    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    series = f"<c:ser><c:tx>{points('str', 'Posts')}</c:tx><c:cat>{points('str', 'Rome', 'Oslo')}</c:cat>"
    series += f"<c:val>{points('num', '4', '7.5')}</c:val></c:ser>"
    chart = f"<c:chartSpace {space}><c:chart><c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>"
    drawing = '<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id="c1"/></a:graphicData></a:graphic></w:drawing></w:r>'
    parts, relations = {"word/charts/chart1.xml": chart}, {"c1": ("chart", "charts/chart1.xml")}
    found = imported(tmp_path, paragraph(drawing), parts=parts, relations=relations)
    assert body_of(found) == [
        {"table": {"head": [["", "Posts"]], "rows": [["Rome", "4"], ["Oslo", "7.5"]], "widths": [50, 50]}},
    ]  # fmt: skip
    assert doubts(found)[0].startswith("a chart is given as the table of its data")


def test_summary_in_a_frame_is_the_summary_of_the_report(tmp_path: Path) -> None:
    inner = paragraph(run("Summary", "i")) + paragraph("\tIn short.") + table(["State", "Sum"], ["Chad", "1"], widths=[400, 200])
    frame = table([f"<w:tcPr/>{inner}"], heads=0, widths=[9000])
    found = imported(tmp_path, frame, paragraph("\tI.\tChapter", "HCh"), paragraph("1.\tA."))
    assert found.tree["parts"][0]["report"]["summary"] == [
        {"paragraph": "In short."},
        {"table": {"head": [["State", "Sum"]], "rows": [["Chad", "1"]], "widths": [66.67, 33.33], "large": True}},
    ]  # fmt: skip


def test_a_frame_with_a_title_is_a_box(tmp_path: Path) -> None:
    inner = paragraph("\tA story.") + paragraph("\tIts end.")
    found = imported(tmp_path, paragraph("\tText."), paragraph("\t\tBox 1", "H23"), paragraph("\t\tWell", "H23"),
                     table([f"<w:tcPr/>{inner}"], heads=0, widths=[9000]))  # fmt: skip
    assert body_of(found)[1] == {
        "box": {"number": True, "title": "Well", "body": [{"paragraph": "A story."}, {"paragraph": "Its end."}]}
    }


@pytest.mark.parametrize(("align", "shares"), [("right", [50, 25, 25]), ("left", [50, 26.41, 23.59])])
def test_space_between_columns_is_before_figures_and_behind_words(tmp_path: Path, align: str, shares: list[float]) -> None:
    last = "<w:tcPr/>" + paragraph("7.5", "Normal", f'<w:jc w:val="{align}"/>')
    made = table(["Item", "Sum", "", last], ["Posts", "1", "", last], heads=0, widths=[3660, 1830, 103, 1727], indent=1267)
    assert body_of(imported(tmp_path, made))[0]["table"]["widths"] == shares
    merged = "<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + last.removeprefix("<w:tcPr/>")
    head = ["", "", "", cell("Variance")]  # A/80/590, page 3: figures over the space, too
    made = table(head, ["Posts", "1", merged], ["Travel", "2", merged], widths=[3660, 1830, 103, 1727], indent=1267)
    assert body_of(imported(tmp_path, made))[0]["table"]["widths"] == shares


@pytest.mark.parametrize(("inner", "is_boxed"), [("", True), ('<w:insideV w:val="single"/>', False)])
def test_a_frame_round_columns_is_a_box_with_a_table(tmp_path: Path, inner: str, *, is_boxed: bool) -> None:
    lines = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right"))
    made = table(["Sum for 2025", "$7"], ["Sum for 2026", "$8"], heads=0, widths=[4000, 2000])
    framed = made.replace("<w:tblPr>", f"<w:tblPr><w:tblBorders>{lines}{inner}</w:tblBorders>")
    block = body_of(imported(tmp_path, framed))[0]
    shown = block["box"]["body"][0] if is_boxed else block
    assert shown["table"]["rows"] == [["Sum for 2025", "$7"], ["Sum for 2026", "$8"]]


@pytest.mark.parametrize("between", [": ", ". ", "\u00a0– ", "</w:t><w:br/><w:t>"])
def test_number_and_title_of_a_table_in_one_line(tmp_path: Path, between: str) -> None:
    caption = paragraph(f"<w:r><w:t xml:space='preserve'>Table 1{between}Bells</w:t></w:r>", "H23")
    found = imported(tmp_path, paragraph("\tText."), caption, table(["Place", "Bells"], ["Fiji", "3"], widths=[1, 1]))
    shown = body_of(found)[1]["table"]
    assert (shown["number"], shown["title"], doubts(found)) == (True, "Bells", [])


@pytest.mark.parametrize("title", ["Table 1.2 of the budget", "Table 1-bis"])
def test_what_only_looks_like_the_number_of_a_table_stays(tmp_path: Path, title: str) -> None:
    found = imported(tmp_path, paragraph("\tText."), paragraph(f"\t\t{title}", "H23"), table(["Place", "Bells"], ["Fiji", "3"]))
    assert body_of(found)[1]["table"]["title"] == title


def test_list_of_contents_is_known_by_its_styles(tmp_path: Path) -> None:
    styles = [*TEMPLATE, ("TOC Heading", "TOC Heading", 28, True, False), ("TOC 1", "TOC 1", 20, False, False)]
    listed = [paragraph("Table of Contents", "TOC Heading"), paragraph("Sirens\t2", "TOC 1")]
    chapter = paragraph("\tI.\tSirens", "HCh")
    found = read_document(WordFile([*FRONT, *listed, chapter, paragraph("\tText.")], styles=styles).write(tmp_path / "a.docx"))
    report = found.tree["parts"][0]["report"]
    assert (report["contents"], report["body"], doubts(found)) == (True, [{"chapter": "Sirens"}, {"paragraph": "Text."}], [])
    chapter = paragraph("Sirens", "HCh")
    found = read_document(WordFile([*FRONT, *listed, chapter, paragraph("\tText.")], styles=styles).write(tmp_path / "a.docx"))
    assert "contents" not in found.tree["parts"][0]["report"]  # it would be empty
    assert doubts(found)[0].startswith("the list of contents is left out")


@pytest.mark.parametrize("name", ["Quote", "Quotations"])
def test_quotations_of_word_and_libreoffice_stand_in(tmp_path: Path, name: str) -> None:
    styles = [*TEMPLATE, (name, name, 20, False, False)]
    path = WordFile([*FRONT, paragraph("\tText:"), paragraph("Said so.", name)], styles=styles).write(tmp_path / "a.docx")
    assert body_of(read_document(path))[1] == {"indented": ["Said so."]}


def bordered(text: str, *sides: str) -> str:
    """Return a cell with lines of its own, as LibreOffice writes those of every table."""
    lines = "".join(f'<w:{side} w:val="single"/>' for side in sides)
    return f"<w:tcPr><w:tcBorders>{lines}</w:tcBorders></w:tcPr>{paragraph(text, 'Normal')}"


def test_lines_of_cells_are_a_frame_as_those_of_their_table(tmp_path: Path) -> None:
    framed = table([bordered("Summary", "top", "left", "right")], [bordered("In short.", "left", "bottom", "right")], heads=0)
    report = imported(tmp_path, framed, paragraph("\tText.")).tree["parts"][0]["report"]
    assert report["summary"] == [{"continued": "In short."}]
    sides = ("top", "bottom", "start"), ("top", "bottom", "end")
    columns = table([bordered(text, *lines) for text, lines in zip(("Sum", "$7"), sides, strict=True)], heads=0)
    assert "box" in body_of(imported(tmp_path, columns))[0]
    ruled = table([bordered("Sum", *sides[0], "end"), bordered("$7", *sides[1])], heads=0)
    assert "table" in body_of(imported(tmp_path, ruled))[0]


def test_a_cell_may_take_a_line_of_the_table_away(tmp_path: Path) -> None:
    lines = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right"))
    open_side = '<w:tcPr><w:tcBorders><w:left w:val="nil"/></w:tcBorders></w:tcPr>' + paragraph("Sum for 2025", "Normal")
    made = table([open_side, "$7"], heads=0).replace("<w:tblPr>", f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders>")
    assert "table" in body_of(imported(tmp_path, made))[0]


def test_head_in_a_table_of_the_body_is_the_head(tmp_path: Path) -> None:
    head = table(["United Nations", "A/80/999"], ["General Assembly", "<w:tcPr/>" + "".join(
        paragraph(line, "Normal") for line in ("Distr.: General", "7 April 2026", "Original: French"))], heads=0)  # fmt: skip
    path = WordFile([head, *FRONT, paragraph("\tText.")], head=()).write(tmp_path / "any.docx")
    found = read_document(path)
    assert (found.tree["symbol"], found.tree["date"], found.tree["original"]) == ("A/80/999", "2026-04-07", "fr")
    assert (found.lost, found.added) == ({}, {})


@pytest.mark.parametrize(("looks", "expected"), [
    ('<w:numRestart w:val="eachSect"/>', "anew"), ("", "on"),
    ('<w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/>', None),  # as a report's are by themselves
])  # fmt: skip
def test_notes_of_an_annex_are_numbered_as_word_does(tmp_path: Path, looks: str, expected: str | None) -> None:
    called = [run("Text.") + f'<w:r><w:footnoteReference w:id="{name}"/></w:r>' for name in (2, 3, 4)]
    body = [paragraph(called[0], properties="<w:sectPr/>"), paragraph("Annex", "HCh"), *map(paragraph, called[1:])]
    notes, section = {2: "One.", 3: "Two.", 4: "Three."}, f"<w:footnotePr>{looks}</w:footnotePr>"
    found = read_document(WordFile([*FRONT, *body], notes, section=section).write(tmp_path / "a.docx"))
    assert found.tree["parts"][1]["annex"].get("note_numbers") == expected
    assert (doubts(found), bool(found.document)) == ([], True)


def test_other_numbers_of_notes_in_an_annex_are_doubted(tmp_path: Path) -> None:
    note = paragraph("7  Not so.", "FootnoteText", '<w:framePr w:yAlign="bottom"/>')
    body = [paragraph("\tText."), paragraph("Annex", "HCh"), paragraph(run("\tSo") + run("7", "vertAlign=superscript")), note]
    found = read_document(WordFile([*FRONT, *body]).write(tmp_path / "a.docx"))
    assert found.tree["parts"][1]["annex"]["notes"] == {"n1": "Not so."}
    assert doubts(found) == ["the footnotes 7 of an annex get other numbers on the page"]


def test_reissue_has_its_asterisks_at_symbol_and_job_number(tmp_path: Path) -> None:
    head = ["United Nations\tA/80/605*", *HEAD[2:]]
    body = [*FRONT[:1], paragraph("*  Reissued for technical reasons on 16 March 2026.", "FootnoteText"), *FRONT[3:]]
    made = WordFile([*body, paragraph("\tText.")], head=head, foot=["26-01035* (E)    170326"])
    found = read_document(made.write(tmp_path / "a.docx"))
    assert [found.tree[key] for key in ("symbol", "job", "reissued")] == [
        "A/80/605*", {"number": "26-01035*", "dates": ["2026-03-17"]}, "2026-03-16",
    ]  # fmt: skip
    assert found.document.slug == "A-80-605-reissued"


@pytest.mark.parametrize(("name", "symbol"), [
    ("A-80-605-reissued", "A/80/605*"), ("A-80-605-Add.1-reissued-2", "A/80/605/Add.1**"), ("A_80_605", "A/80/605"),
])  # fmt: skip
def test_symbol_in_the_name_of_a_file_is_read_as_sixfold_writes_it(tmp_path: Path, name: str, symbol: str) -> None:
    found = read_document(WordFile([*FRONT, paragraph("\tText.")], head=HEAD[2:]).write(tmp_path / f"{name}.docx"))
    assert found.tree["symbol"] == symbol


def test_letter_has_its_signature(tmp_path: Path) -> None:
    front = [*FRONT[:3], paragraph("\t\tLetter dated 1 April 2026 from the Chair addressed to the Secretary-General", "TitleH1")]
    body = [paragraph("\tI have the honour."), paragraph("(Signed) Ana Martins"), paragraph("Chair")]
    annex = [paragraph("Annex", "HCh"), paragraph("\tList.")]
    found = read_document(WordFile([*front, *body, *annex]).write(tmp_path / "any.docx"))
    assert found.tree["parts"] == [
        {"letter": {
            "title": "Letter dated 1 April 2026 from the Chair addressed to the Secretary-General",
            "body": [{"paragraph": "I have the honour."}], "signature": [{"name": "Ana Martins", "role": ["Chair"]}],
        }},
        {"annex": {"body": [{"paragraph": "List."}]}},
    ]  # fmt: skip
    assert found.document


def field_of(instruction: str, shown: str) -> str:
    return "".join([
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', f"<w:r><w:instrText>{instruction}</w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run(shown), '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ])  # fmt: skip


def test_cross_reference_to_a_number_follows_it(tmp_path: Path) -> None:
    target = '<w:bookmarkStart w:id="9" w:name="_Ref5"/>' + run("2.\tThe second.") + '<w:bookmarkEnd w:id="9"/>'
    sentence = run("1.\tSee paragraph ") + field_of(" REF _Ref5 \\r \\h ", "2") + run(" below.")
    found = imported(tmp_path, paragraph(sentence), paragraph(target))
    assert body_of(found) == [{"numbered": [
        {"text": 'See paragraph <ref form="number">ref5</ref> below.'}, {"text": "The second.", "id": "ref5"},
    ]}]  # fmt: skip


def test_cross_reference_in_a_table_follows_too(tmp_path: Path) -> None:
    target = '<w:bookmarkStart w:id="9" w:name="_Ref5"/>' + run("1.\tThe first.")
    named, wrong = (run("Para. ") + field_of(" REF _Ref5 \\r \\h ", shown) for shown in ("1", "4"))
    made = table(["Subject", "See"], ["Staff", cell(named)], ["Cars", cell(wrong)])
    below = paragraph(run("Source: see para. ") + field_of("REF _Ref5", "1"), "FootnoteText")
    found = imported(tmp_path, paragraph(target), made, below)
    content = body_of(found)[1]["table"]
    assert content["rows"] == [["Staff", 'Para. <ref form="number">ref5</ref>'], ["Cars", "Para. 4"]]
    assert content["source"] == 'see para. <ref form="number">ref5</ref>'
    assert doubts(found)[0].startswith("the reference shows 4, but its paragraph has the number 1")


def test_cross_reference_that_shows_something_else_stays_text(tmp_path: Path) -> None:
    target = '<w:bookmarkStart w:id="9" w:name="_Ref5"/>' + run("2.\tThe second.")
    sentence = run("1.\tSee ") + field_of(" REF _Ref5 \\h ", "The second") + run(", page ") + field_of(" PAGEREF _Ref5 ", "7")
    found = imported(tmp_path, paragraph(sentence), paragraph(target))
    assert body_of(found)[0]["numbered"][0] == {"text": "See The second, page 7"}


def test_cross_reference_in_a_footnote_follows_too(tmp_path: Path) -> None:
    target = '<w:bookmarkStart w:id="9" w:name="_Ref5"/>' + run("1.\tThe first.") + '<w:r><w:footnoteReference w:id="3"/></w:r>'
    note = run("See para. ") + field_of(" REF _Ref5 \\r \\h ", "1") + run(" above.")
    found = read_document(WordFile([*FRONT, paragraph(target)], notes={3: note}).write(tmp_path / "a.docx"))
    assert found.tree["parts"][0]["report"]["notes"] == {"n1": 'See para. <ref form="number">ref5</ref> above.'}
    assert (doubts(found), bool(found.document)) == ([], True)


def test_cross_reference_that_is_out_of_date_is_doubtful(tmp_path: Path) -> None:
    target = '<w:bookmarkStart w:id="9" w:name="_Ref5"/>' + run("2.\tThe second.")
    sentence = run("1.\tSee paragraph ") + field_of(" REF _Ref5 \\r \\h ", "3") + run(" below.")
    found = imported(tmp_path, paragraph(sentence), paragraph(target))
    assert body_of(found)[0]["numbered"][0] == {"text": "See paragraph 3 below."}
    assert doubts(found)[0].startswith("the reference shows 3, but its paragraph has the number 2")


@pytest.mark.parametrize("kind", ["PAGEREF", "NOTEREF"])
def test_number_of_a_page_or_note_is_no_number_of_a_paragraph(tmp_path: Path, kind: str) -> None:
    target = '<w:bookmarkStart w:id="9" w:name="_Ref5"/>' + run("2.\tThe second.")
    found = imported(tmp_path, paragraph(run("1.\tSee there, ") + field_of(f" {kind} _Ref5 ", "2")), paragraph(target))
    assert body_of(found)[0]["numbered"][0] == {"text": "See there, 2"}
    assert doubts(found)[0].startswith("the number of a page or note stands as Word shows it here")


def test_letter_and_heading_may_be_referred_to(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="9" w:name="{}"/>'
    sentence = run("1.\tSee ") + field_of("REF a", "(b)") + run(" and ") + field_of("REF b", "I") + run(":")
    found = imported(
        tmp_path, paragraph(mark.format("b") + run("\tI.\tChapter"), "HCh"), paragraph(sentence), paragraph("\t(a)\tOne;"),
        paragraph(mark.format("a") + run("\t(b)\tTwo.")),
    )  # fmt: skip
    assert found.yaml.count("<ref") == 2


def test_note_typed_at_the_foot_of_a_page_is_called_where_its_number_stands(tmp_path: Path) -> None:
    foot = '<w:framePr w:wrap="notBeside" w:yAlign="bottom"/>'
    note = paragraph(run("\t1", "vertAlign=superscript") + run("\tSee A/80/1."), "Normal", foot)
    found = imported(tmp_path, paragraph(run("We agree") + run("1", "vertAlign=superscript") + run(".")), note)
    assert body_of(found) == [{"continued": "We agree<fn>n1</fn>."}]
    assert found.tree["parts"][0]["report"]["notes"] == {"n1": "See A/80/1."}


def test_note_framed_at_the_foot_before_a_heading_belongs_to_the_table_below_it(tmp_path: Path) -> None:
    note = paragraph("Note: ASG, Assistant.", "Normal", '<w:framePr w:wrap="notBeside" w:yAlign="bottom"/>')
    made = table(["Office", "Posts"], ["Rome", "4"], widths=[3660, 3660], indent=1267)
    content = body_of(imported(tmp_path, paragraph("\tText."), note, paragraph("\tI.\tStaff", "HCh"), paragraph(""), made))
    assert [*map(list, content)] == [["paragraph"], ["chapter"], ["table"]]
    assert content[2]["table"]["note"] == "ASG, Assistant."


def test_numbers_of_other_languages_are_known(tmp_path: Path) -> None:
    found = imported(
        tmp_path, paragraph("\t二.\tChapter", "HCh"), paragraph("1.\tPoints:"), paragraph("\ta)\tOne;"), paragraph("\tb)\tTwo:"),
        paragraph("\ti)\tThis;"), paragraph("\tii)\tThat."),
    )  # fmt: skip
    assert body_of(found)[1] == {"numbered": [{"text": "Points:", "items": [
        {"text": "One;"}, {"text": "Two:", "items": [{"text": "This;"}, {"text": "That."}]},
    ]}]}  # fmt: skip


def test_signs_round_a_generated_number_are_the_pages_own(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = [paragraph(text, properties='<w:numPr><w:numId w:val="7"/></w:numPr>') for text in ("One;", "Two.")]
    found = imported(tmp_path, paragraph("1.\tPoints:"), *listed, numbering=numbering)
    assert body_of(found)[0]["numbered"][0]["items"] == [{"text": "One;"}, {"text": "Two."}]


def test_symbol_that_names_no_session_gives_none(tmp_path: Path) -> None:
    found = read_document(WordFile([paragraph("Title", "TitleHCH"), paragraph("\tText.")], head=()).write(tmp_path / "any.docx"))
    assert (found.tree["symbol"], "session" in found.tree) == ("A/00/1", False)
    assert found.document


def test_what_is_asked_for_is_what_the_command_line_takes() -> None:
    assert set(_DECIDED) == set(get_args(Question))


def test_note_with_a_mark_of_its_own_keeps_it(tmp_path: Path) -> None:
    call = run("Late report") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/></w:r>' + run("*")
    body = [*FRONT[:3], paragraph(call, "TitleHCH"), paragraph("\tText.")]
    found = read_document(WordFile(body, notes={3: "* Submitted late."}).write(tmp_path / "any.docx"))
    report = found.tree["parts"][0]["report"]
    assert (report["titles"], report["notes"]) == (["Late report<fn>*</fn>"], {"*": "Submitted late."})
    assert found.document


def test_asterisk_typed_in_a_title_calls_the_note_typed_at_the_foot(tmp_path: Path) -> None:
    foot = '<w:framePr w:wrap="notBeside" w:yAlign="bottom"/>'
    note = paragraph(run("\t*\tSubmitted late."), "Normal", foot)
    body = [*FRONT[:4], note, paragraph("Report of the Secretary-General*", "TitleH1"), paragraph("\tText.")]
    found = read_document(WordFile(body).write(tmp_path / "any.docx"))
    report = found.tree["parts"][0]["report"]
    assert (report["titles"], report["subtitles"]) == (["Work of the Office"], ["Report of the Secretary-General<fn>*</fn>"])
    assert report["notes"] == {"*": "Submitted late."}
    assert (found.lost, found.added) == ({}, {})


def begun_field(code: str, kinds: str = "begin end") -> str:
    begin, *others = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds.split())
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{''.join(others)}"


@pytest.mark.parametrize(("inner", "text", "told"), [
    (run("We ") + run("never", "vanish") + run("agree."), "We agree.", "hidden text is left out: “never”"),
    (run("We ") + run("do", "strike") + run(" agree."), "We do agree.", "struck through stand in the seed as others do: “do”"),
    ("<w:r><w:ruby><w:rt><w:r><w:t>kyo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>京</w:t></w:r></w:rubyBase></w:ruby></w:r>", "京",
     "the reading above a word is left out: “kyo”"),
    (run("Sum ") + begun_field("EQ f(a,b)") + run(" here."), "Sum here.",
     "what Word makes of the field “EQ f(a,b)” has to be typed"),
    (run("We ") + begun_field("SET ", "begin") + run("code") + begun_field("", "end") + run("agree."), "We agree.",
     "words in the code of a field are left out: “code”"),
    (run("We agree.") + f"<w:other>{run('Oddly')}</w:other>", "We agree.", "nowhere, or not as text, are left out: “Oddly”"),
    (run("We agree.") + '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>', "We agree.",
     "a drawing is left out, with its words “DRAFT”"),
    (run("Name\tPost"), "Name Post", "columns that are made by tabs stand one behind the other"),
])  # fmt: skip
def test_words_that_a_seed_has_not_as_word_shows_them_are_told(tmp_path: Path, inner: str, text: str, told: str) -> None:
    found = imported(tmp_path, paragraph(inner))
    assert body_of(found) == [{"continued": text}]
    assert told in doubts(found)[0]
    assert "(paragraph 6" in doubts(found)[0]
    assert told in found.yaml.replace("\n# ", " ")


def test_a_field_without_an_end_takes_no_words_along(tmp_path: Path) -> None:
    begun = paragraph(begun_field("TOC", "begin separate") + run("One."))
    found = imported(tmp_path, paragraph(run("Zero.") + begun_field("PAGE", "begin")), begun, paragraph("Two."))
    assert body_of(found) == [{"continued": "Zero."}, {"continued": "One."}, {"continued": "Two."}]


def test_words_outside_of_paragraphs_are_told_and_paragraphs_in_strange_elements_read(tmp_path: Path) -> None:
    row = f"<w:tbl><w:tblGrid/>{run('Lost')}<w:tr><w:tc>{paragraph('Cell', 'Normal')}</w:tc></w:tr></w:tbl>"
    found = imported(tmp_path, f"<w:other>{paragraph('Text.')}</w:other>", run("Astray"), row)
    assert [*map(list, body_of(found))] == [["continued"], ["table"]]
    assert ["“Astray”" in doubts(found)[0], "“Lost”" in doubts(found)[1]] == [True, True]


def test_comments_are_told_wherever_they_stand(tmp_path: Path) -> None:
    texts = {1: "In a cell?", 2: "In a note?", 3: "Nowhere?"}
    comments = "".join(f'<w:comment w:id="{name}" w:author="A">{paragraph(text)}</w:comment>' for name, text in texts.items())
    calls = {name: f'<w:r><w:commentReference w:id="{name}"/></w:r>' for name in texts}
    note = paragraph(run("Call") + '<w:r><w:footnoteReference w:id="3"/></w:r>')
    body = [table([paragraph(run("Cell") + calls[1], "Normal")]), note]
    found = imported(tmp_path, *body, notes={3: run("Note") + calls[2]}, comments=comments, accepted=["comments"])
    assert [one.partition(" (")[0] for one in doubts(found) if "comment" in one] == [
        "comment of A: In a note?", "comment of A: Nowhere?", "comment of A: In a cell?",
    ]  # fmt: skip


def test_letters_of_the_fonts_symbol_and_wingdings_are_signs(tmp_path: Path) -> None:
    def lettered(font: str, letters: str) -> str:
        return f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>{letters}</w:t></w:r>'

    letters = lettered("Symbol", "b\uf0b3") + lettered("Segoe UI Symbol", "b") + lettered("Wingdings", "ü")
    found = imported(tmp_path, paragraph(letters))
    assert body_of(found) == [{"continued": "β≥b•"}]
    assert doubts(found) == ["a sign of the font Wingdings (U+00FC) is printed as • (paragraph 6, “β≥b•”)"]


def test_a_page_break_within_a_paragraph_parts_words(tmp_path: Path) -> None:
    found = imported(tmp_path, paragraph(run("One") + '<w:r><w:br w:type="page"/></w:r>' + run("two.")))
    assert body_of(found)[0] == {"continued": "One two."}


def test_equations_outside_of_paragraphs_keep_brackets_and_signs(tmp_path: Path) -> None:
    inner = "<m:d><m:e><m:r><m:t>a</m:t></m:r></m:e></m:d>"
    formula = f'<m:oMath><m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e>{inner}</m:e></m:nary></m:oMath>'
    assert body_of(imported(tmp_path, formula, accepted=["equations"])) == [{"continued": "∑(a)"}]
    left_out = imported(tmp_path, paragraph(run("Text.") + formula), rejected=["equations"])
    assert doubts(left_out) == ["an equation is left out: “a” (paragraph 6, “Text.”)"]


def test_joint_symbols_stand_in_lines_of_their_own_and_other_lines_of_the_head_are_told(tmp_path: Path) -> None:
    found = imported(tmp_path, paragraph("Text."), head=(*HEAD, "S/2026/77", "A/80/999*", "Embargoed until noon"))
    assert found.tree["symbol"] == ["A/80/999", "S/2026/77"]
    assert "a line of the head or foot is no key of a seed: “Embargoed until noon”" in doubts(found)


def test_heads_of_later_pages_are_told(tmp_path: Path) -> None:
    head = f'<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>Working paper</w:t></w:r></w:p></w:hdr>'
    more = {"section": '<w:headerReference w:type="default" r:id="h2"/>', "parts": {"word/header2.xml": head}}
    found = imported(tmp_path, paragraph("Text."), relations={"h2": ("header", "header2.xml")}, **more)
    assert doubts(found) == ["a line of the head or foot is no key of a seed: “Working paper”"]


def test_pictures_that_stand_where_a_seed_has_none_are_told(tmp_path: Path) -> None:
    shown, relations = picture()
    made = table([paragraph(shown, "Normal"), "x"])
    found = imported(tmp_path, made, parts={"word/media/image1.png": dots()}, relations=relations)
    assert doubts(found)[0] == "a picture in a table, a title or a note is left out (paragraph 6)"


def test_lists_have_the_levels_of_their_style_and_numbers_of_other_scripts(tmp_path: Path) -> None:
    def level(counts: str, pattern: str) -> str:
        return f'<w:lvl w:ilvl="0"><w:numFmt w:val="{counts}"/><w:lvlText w:val="{pattern}"/></w:lvl>'

    inner = ['<w:numStyleLink w:val="L"/>', f'<w:styleLink w:val="L"/>{level("decimal", "%1.")}',
             level("russianLower", "%1)"), level("chineseCounting", "（%1）")]  # fmt: skip
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{n}">{one}</w:abstractNum>' for n, one in enumerate(inner))
    numbering += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(4))
    listed = [paragraph(f"Text {n}", properties=f'<w:numPr><w:numId w:val="{n}"/></w:numPr>') for n in (0, 2, 3)]
    items = body_of(imported(tmp_path, *listed, numbering=numbering))[0]["numbered"]
    assert items == [{"text": "Text 0", "items": [{"text": "Text 2", "items": [{"text": "Text 3"}]}]}]


def test_a_picture_stands_for_what_only_newer_words_draw(tmp_path: Path) -> None:
    shown, relations = picture()
    either = "<mc:Choice Requires='cx1'><w:r><w:drawing/></w:r></mc:Choice><mc:Fallback>" + shown + "</mc:Fallback>"
    body = paragraph(f"<mc:AlternateContent>{either}</mc:AlternateContent>")
    found = imported(tmp_path, body, parts={"word/media/image1.png": dots()}, relations=relations)
    assert [*body_of(found)[0]] == ["figure"]


def test_a_style_of_the_list_of_contents_makes_no_list_of_contents(tmp_path: Path) -> None:
    styles = [*TEMPLATE, ("TOC1", "toc 1", 20, False, False)]
    found = imported(tmp_path, paragraph("All this is text.", "TOC1"), styles=styles)
    assert body_of(found) == [{"continued": "All this is text."}]


def test_words_that_are_lost_are_told_by_their_paragraph(tmp_path: Path) -> None:
    path = WordFile([*FRONT, paragraph("Contents", "HCh"), paragraph("Only words\t7")]).write(tmp_path / "report.docx")
    told = [str(one) for one in read_document(path).doubts if "words of the file" in one.what]
    assert told == ["words of the file that aren’t in the seed: Contents (paragraph 6, “Contents”)",
                    "words of the file that aren’t in the seed: Only words 7 (paragraph 7, “Only words 7”)"]  # fmt: skip


def test_a_letter_has_its_title_in_a_style_of_headings_and_is_signed_in_lines(tmp_path: Path) -> None:
    body = [paragraph("Letter dated 3 June 2026 from Togo", "HCh"), paragraph("\tPlease."), paragraph("(Signed) Ana Soto\nChair")]
    letter = read_document(WordFile(body).write(tmp_path / "a.docx")).tree["parts"][0]["letter"]
    assert letter["title"] == "Letter dated 3 June 2026 from Togo"
    assert letter["signature"] == [{"name": "Ana Soto", "role": ["Chair"]}]


TITLE, PAGE = "b sz=28", '<w:r><w:br w:type="page"/></w:r>'


@pytest.mark.parametrize(
    ("between", "kinds"),
    [((paragraph(PAGE),), ["letter", "annex"]), ((paragraph(run("Chair") + PAGE),), ["letter", "annex"]), ((), ["letter"])],
)
def test_heading_of_an_annex_is_no_role_of_who_signs(tmp_path: Path, between: tuple[str, ...], kinds: list[str]) -> None:
    heading = paragraph(run("Annex to the letter dated 3 June 2026 from Togo", TITLE), "Normal")
    letter = [paragraph("Letter dated 3 June 2026 from Togo", "HCh"), paragraph("(Signed) Ana Soto")]
    found = read_document(WordFile([*letter, *between, heading, paragraph("We,")]).write(tmp_path / "a.docx"))
    assert [kind for part in found.tree["parts"] for kind in part] == kinds
    assert found.tree["parts"][0]["letter"]["signature"][0].get("role", ["Chair"]) == ["Chair"]
    assert sum("text after the signature" in str(doubt) for doubt in found.doubts) == (0 if between else 2)


@pytest.mark.parametrize("line", ["Ana (签名) Soto", "(Signed) Ana Soto", "\u00a0(Signed)\u00a0Ana Soto", "Ana Soto (签名)"])
def test_name_of_who_signs_keeps_its_spaces_without_the_word_for_signed(tmp_path: Path, line: str) -> None:
    body = [paragraph("Letter dated 3 June 2026 from Togo", "HCh"), paragraph("\tPlease."), paragraph(line)]
    letter = read_document(WordFile(body).write(tmp_path / "a.docx")).tree["parts"][0]["letter"]
    assert letter["signature"] == [{"name": "Ana Soto"}]


def test_arabic_letters_are_bold_where_their_own_property_says_so(tmp_path: Path) -> None:
    runs = run("نص ", "rtl b") + run("غامق", "rtl bCs")
    assert body_of(imported(tmp_path, paragraph(runs))) == [{"continued": "نص <strong>غامق</strong>"}]


def test_titles_of_a_chart_and_tables_in_cells_are_told(tmp_path: Path) -> None:
    names = f'xmlns:c="{CHART[1:-1]}" xmlns:a="{A[1:-1]}"'

    def title(text: str) -> str:
        return f"<c:title><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:title>"

    series = "<c:ser><c:val><c:numLit><c:pt idx='0'><c:v>4</c:v></c:pt></c:numLit></c:val></c:ser>"
    inner = f"<c:chart>{title('Posts')}<c:plotArea>{series}{title('Year')}</c:plotArea></c:chart>"
    chart = f"<c:chartSpace {names}>{inner}</c:chartSpace>"
    drawing = '<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id="c1"/></a:graphicData></a:graphic></w:drawing></w:r>'
    more: Any = {"parts": {"word/charts/chart1.xml": chart}, "relations": {"c1": ("chart", "charts/chart1.xml")}}
    found = imported(tmp_path, paragraph(drawing), table([table(["In"]), "x"]), **more)
    assert [one for one in doubts(found) if "“Year”" in one or "a table in a cell" in one][1:]


def sentence(first: str, rest: str, label: str = "") -> str:
    """Return a paragraph of a resolution, its first word in italics."""
    return paragraph(run(f"\t{label}\t") + run(first, "i") + run(f" {rest}"))


OPENING = paragraph(run("\tThe General Assembly", "i") + run(","))


def test_a_draft_resolution_is_one_with_who_submits_it(tmp_path: Path) -> None:
    body = [sentence("Recalling", "its resolution,"), sentence("Notes", "it;", "1."), sentence("Invites", "States:", "2.")]
    last = [paragraph("\t(a)\tTo help;"), sentence("Decides", "so.", "3.")]
    front = [FRONT[0], paragraph("Third Committee"), *FRONT[1:3], paragraph("Cuba: draft resolution", "TitleH1"), FRONT[3]]
    found = read_document(WordFile([*front, OPENING, *body, *last]).write(tmp_path / "a.docx"))
    assert found.tree["subsidiary"] == "Third Committee"
    assert found.tree["parts"] == [{"resolution": {
        "submission": "Cuba: draft resolution", "titles": ["Work of the Office"],
        "body": [
            {"paragraph": "<em>The General Assembly</em>,"}, {"preambular": [{"text": "<em>Recalling</em> its resolution,"}]},
            {"operative": [
                {"text": "<em>Notes</em> it;"}, {"text": "<em>Invites</em> States:", "items": [{"text": "To help;"}]},
                {"text": "<em>Decides</em> so."},
            ]},
        ],
    }}]  # fmt: skip
    assert (found.document.parts[0].kind, found.lost, found.added) == ("resolution", {}, {})


def test_an_adopted_resolution_has_its_basis_meeting_and_day(tmp_path: Path) -> None:
    right = '<w:jc w:val="right"/>'
    closing = [paragraph(run(line, "i"), properties=right) for line in ("71st plenary meeting", "21 December 2025")]
    title = paragraph("Resolution adopted by the General Assembly", "TitleH1")
    front = [*FRONT[:3], title, paragraph("[on the report (A/80/457)]"), paragraph("80/190. Trafficking", "HCh")]
    body = [sentence("Recalling", "its resolution,"), sentence("Decides", "to remain seized of the matter.")]
    found = read_document(WordFile([*front, OPENING, *body, *closing]).write(tmp_path / "a.docx"))
    resolution = found.tree["parts"][0]["resolution"]
    assert (resolution["titles"], resolution["basis"], resolution["meeting"], resolution["adopted"]) == (
        ["Resolution adopted by the General Assembly", "80/190. Trafficking"], "[on the report (A/80/457)]", 71, "2025-12-21",
    )  # fmt: skip
    assert [*map(list, resolution["body"])] == [["paragraph"], ["preambular"], ["operative"]]
    assert (found.document.parts[0].kind, found.lost, found.added) == ("resolution", {}, {})


def test_a_resolution_in_a_report_has_its_own_numbers_and_the_reports_go_on(tmp_path: Path) -> None:
    inner = [sentence("Recalling", "its resolution,"), sentence("Notes", "it;", "1."), sentence("Decides", "so.", "2.")]
    before, after = [paragraph(f"{n}.\tText.") for n in (1, 2)], [paragraph("3.\tText."), paragraph("4.\tEnd.")]
    found = imported(tmp_path, *before, OPENING, *inner, *after)
    assert body_of(found)[-2:] == [
        {"operative": [{"text": "<em>Notes</em> it;", "number": 1}, {"text": "<em>Decides</em> so."}]},
        {"numbered": [{"text": "Text."}, {"text": "End."}]},
    ]  # fmt: skip


def test_a_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    letter = paragraph("T", properties='<w:framePr w:dropCap="drop" w:lines="2"/>')
    assert body_of(imported(tmp_path, letter, paragraph("he report."))) == [{"continued": "The report."}]
