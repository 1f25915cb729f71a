"""Symbols and job numbers: the real ones are read and printed as they were, the others are refused in one sentence."""

from __future__ import annotations

import datetime

import pytest

from sixfold.document.symbols import (
    NotAJobNumberError,
    NotASymbolError,
    find_symbols,
    join_slugs,
    parse_job_number,
    parse_symbol,
    parse_symbols,
    public_address,
)

# Symbol and slug. Examples from real documents.
SYMBOLS = """
A/66/398                            A-66-398
A/65/L.78*                          A-65-L.78-reissued
A/65/L.78**                         A-65-L.78-reissued-2
A/66/PV.82                          A-66-PV.82
A/C.4/64/SR.22                      A-C.4-64-SR.22
A/INF/76/1                          A-INF-76-1
A/67/352/Add.1                      A-67-352-Add.1
A/71/1007                           A-71-1007
A/59/2005/Add.2                     A-59-2005-Add.2
A/57/3 (Part I)                     A-57-3-Part-I
A/57/3/Rev.1                        A-57-3-Rev.1
A/C.3/57/SR.39                      A-C.3-57-SR.39
A/BUR/54/1/Add.1                    A-BUR-54-1-Add.1
A/BUR/54/SR.1                       A-BUR-54-SR.1
A/520/Rev.15/Amend.1                A-520-Rev.15-Amend.1
A/AC.109/2019/L.18                  A-AC.109-2019-L.18
A/RES/48/246                        A-RES-48-246
A/RES/58/281*                       A-RES-58-281-reissued
A/RES/70/93 A-B                     A-RES-70-93-A-B
A/70/93 A-B                         A-70-93-A-B
A/RES/71/164*                       A-RES-71-164-reissued
A/RES/73/3                          A-RES-73-3
A/RES/ES-11/1                       A-RES-ES-11-1
A/RES/2837 (XXVI)                   A-RES-2837-XXVI
A/RES/217 (III) A                   A-RES-217-III-A
A/RES/217 A (III)                   A-RES-217-A-III
A/ES-10/L.23                        A-ES-10-L.23
A/S-26/2                            A-S-26-2
A/48/826/Add.1                      A-48-826-Add.1
A/48/L.21/Rev.1                     A-48-L.21-Rev.1
A/HRC/RES/26/8                      A-HRC-RES-26-8
A/HRC/WG.6/34/ITA/3                 A-HRC-WG.6-34-ITA-3
A/HRC/26/37/Add.1                   A-HRC-26-37-Add.1
A/HRC/48/G/1                        A-HRC-48-G-1
A/HRC/S-29/1                        A-HRC-S-29-1
A/CONF.232/2023/4                   A-CONF.232-2023-4
A/CN.9/WG.III/WP.149                A-CN.9-WG.III-WP.149
A/AC.105/C.2/2011/CRP.3             A-AC.105-C.2-2011-CRP.3
A/66/6 (Sect. 16)/Corr.1            A-66-6-Sect.-16-Corr.1
A/66/49 (Vol. I)                    A-66-49-Vol.-I
S/2016/588                          S-2016-588
S/2015/561*                         S-2015-561-reissued
S/22558                             S-22558
S/96/Rev.7                          S-96-Rev.7
S/Agenda/7229                       S-Agenda-7229
S/AGENDA/7229                       S-AGENDA-7229
S/PV.9432                           S-PV.9432
S/PV.6498 (Resumption 1)            S-PV.6498-Resumption-1
S/PRST/2002/37                      S-PRST-2002-37
S/RES/1973 (2011)                   S-RES-1973-2011
S/RES/242(1967)                     S-RES-242-1967
E/CN.7/2003/10                      E-CN.7-2003-10
E/2002/68/Add.1                     E-2002-68-Add.1
E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1   E-CN.4-Sub.2-AC.2-1987-WP.4-Add.1
E/C.12/GC/20                        E-C.12-GC-20
E/ICEF/2011/P/L.1                   E-ICEF-2011-P-L.1
CCPR/C/66/GUI/Rev.2                 CCPR-C-66-GUI-Rev.2
ST/LIB/SER.B/5/Rev.5                ST-LIB-SER.B-5-Rev.5
ST/AI/189/Add.9/Rev.2               ST-AI-189-Add.9-Rev.2
TD/B/CN.1/4                         TD-B-CN.1-4
TD/B(S-XII)/1                       TD-B-S-XII-1
HSP/GC/19/1/Add.1                   HSP-GC-19-1-Add.1
FCCC/SBI/1997/11                    FCCC-SBI-1997-11
LC/L.4011/Rev.1                     LC-L.4011-Rev.1
ECE/TRADE/C/CEFACT/2020/18          ECE-TRADE-C-CEFACT-2020-18
ECE/TRADE/437 (Rec. 42)             ECE-TRADE-437-Rec.-42
ECE/AGAT/2020/INF.1                 ECE-AGAT-2020-INF.1
NPT/CONF.2010/50 (Vol. I)           NPT-CONF.2010-50-Vol.-I
UNEP/GC.26/INF/3                    UNEP-GC.26-INF-3
A/68/984-S/2014/642                 A-68-984-S-2014-642
"""


def test_real_symbol_is_printed_as_it_was_and_has_a_slug() -> None:
    for written, slug in (line.rsplit(None, 1) for line in SYMBOLS.strip().splitlines()):
        symbols = parse_symbols(written)
        assert ("-".join(map(str, symbols)), join_slugs(symbols)) == (written, slug)


def test_joint_symbol_has_two_parts() -> None:
    assert [str(symbol) for symbol in parse_symbols("A/68/984-S/2014/642")] == ["A/68/984", "S/2014/642"]


def test_special_session_is_not_a_joint_symbol() -> None:
    assert [str(symbol) for symbol in parse_symbols("A/HRC/S-29/1")] == ["A/HRC/S-29/1"]


def test_first_element_stands_apart_because_the_masthead_prints_it_large() -> None:
    assert (parse_symbol("A/66/398").series, parse_symbol("A/66/398").rest) == ("A", "/66/398")
    assert (parse_symbol("CCPR/C/66*").series, parse_symbol("CCPR/C/66*").rest) == ("CCPR", "/C/66*")


def refusal(written: str) -> str:
    with pytest.raises(NotASymbolError) as refused:
        parse_symbol(written)
    return str(refused.value)


#: What is no symbol, and why, where that can be said.
NO_SYMBOLS = dict.fromkeys((
    "", "A", "A/", "A//1", "/66/398", "A/66/398/", "A-66-398", "a/66/398", " A/66/398", "A/66/398 ", "A/66/398\n",
    "A/66/398 and Corr.1", "A/../../etc/1", "A/66/{{ 7*7 }}", "A/66/<em>1</em>", "A/6 6/398", "A\\66\\398",
), "") | {
    "X/66/398": ": no series begins with “X/”",
    "A/RES": ": it has no number",
    "А/66/398": ": “А” is the character U+0410",  # a Cyrillic letter
    "A/66/398–1": ": “–” is the character U+2013",
}  # fmt: skip


def test_what_is_no_symbol_is_refused_in_one_sentence() -> None:
    assert {written: refusal(written) for written in NO_SYMBOLS} == {
        written: f"“{written}” is not a document symbol{why}" for written, why in NO_SYMBOLS.items()
    }


# Number and bar code. Forms of four offices.
JOB_NUMBERS = """
11-53026     1153026
11-37476*    1137476
GE.09-17088  0917088
GE.19-13879  1913879
V.03-80680   0380680
K0360265     0360265
"""


def test_real_job_number_is_printed_as_it_was_and_has_a_bar_code() -> None:
    for written, bar_code in (line.split() for line in JOB_NUMBERS.strip().splitlines()):
        job = parse_job_number(written)
        assert (str(job), job.bar_code) == (written, bar_code)


def test_what_is_no_job_number_is_refused_in_one_sentence() -> None:
    for written in (
        "", "1153026", "11-5302", "11-530266", "111-53026", "11-53026 (E)", "11-53026E", "GE11-53026", "V-03-80680",
        "11-53026\n", "*",
    ):  # fmt: skip
        with pytest.raises(NotAJobNumberError) as refused:
            parse_job_number(written)
        forms = "11-53026, GE.19-13879, V.03-80680 or K0360265"
        assert str(refused.value) == f"“{written}” is not a job number such as {forms}"
    with pytest.raises(NotAJobNumberError, match=r"K0360265: “–” is the character U\+2013$"):
        parse_job_number("11–53026")


def test_symbols_are_found_in_running_text() -> None:
    texts = {
        "see A/65/497, annex": {"A/65/497": "A/65/497"},
        "(A/C.3/66/L.5/Rev.1)": {"A/C.3/66/L.5/Rev.1": "A/C.3/66/L.5/Rev.1"},
        "A/68/984-S/2014/642.": {"A/68/984-S/2014/642": "A/68/984"},
        "S/RES/1373 (2001) and S/2001/1.": {"S/RES/1373 (2001)": "S/RES/1373 (2001)", "S/2001/1": "S/2001/1"},
        "and/or I/O, 24/7, HIV/AIDS, https://undocs.org/A/66/398": {},
    }
    for text, found in texts.items():
        assert {text[start:end]: str(symbol) for start, end, symbol in find_symbols(text)} == found


def test_a_document_has_one_public_address_for_each_language() -> None:
    assert public_address("A/66/398", "zh", datetime.date(2011, 10, 4)) == "https://undocs.org/zh/A/66/398"
    assert public_address("A/65/L.78*", "en", datetime.date(2011, 7, 1)) == "https://undocs.org/en/A/65/L.78"
