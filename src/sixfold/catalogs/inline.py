"""Running text with its few inline tags, as authors and translators type it.

Seven tags exist: `<em>`, `<strong>`, `<sup>`, `<sub>`, `<fn>key</fn>`, which calls the footnote of that key, `<ref>address</ref>`,
which refers to what has a number in the document (`<ref form="number">` prints the number alone), and `<br>`, which breaks a line
and stands alone. Only `<ref>` has an attribute. Everything else is text: `&`, `{{`, a lone `<`.
What only looks like markup (another tag, a comment, a declaration) is refused rather than printed or interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from sixfold.catalogs.model import Entry

TAGS = ("em", "strong", "sup", "sub", "fn", "ref", "br")
#: What an attribute of `<ref>` may say: how it is printed.
FORMS = ("number", "short")
BREAK = "<br>"

_MARKUP = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z!?][^<>\s/]*)(?P<rest>[^<>]*)(?P<end>>?)")
#: The attribute of `<ref>`: the form that was asked for or, once it is printed, the place that it leads to.
_ATTRIBUTE = re.compile(rf""" (?:form=(["'])(?P<form>{"|".join(FORMS)})\1|to="(?P<to>[^"<>]*)")""")
#: A whole reference.
REFERENCE = re.compile(r"<ref\b[^<>]*>([^<>]*)</ref>")
#: Stands for a reference in texts that are compared: every language writes it in its own words.
REFERENCE_SIGN = "¤"
#: The tags, whole calls of footnotes and whole references, also where they are unbalanced.
TAG = re.compile(r"<fn>[^<>]*</fn>|<ref\b[^<>]*>[^<>]*</ref>|</?(?:em|strong|sup|sub)>|</?ref\b[^<>]*>|<br>")
#: A line break with the spaces round it, which a page doesn't show; between ideographs nothing stands for it in one line.
_BREAK = re.compile(r"(?P<ideographs>(?<=[\u3000-\u9fff\uff00-\uffef])<br>(?=[\u3000-\u9fff]))| ?<br> ?")
#: A placeholder of a fixed word or of a pattern, `{items}`.
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: A text whose tags are easy to see: each closed before the next one opens, and no footnote is called.
_PLAINLY_TAGGED = re.compile(r"[^<]*+(?:<(em|strong|sup|sub)>[^<]*+</\1>[^<]*+)*")
#: Controls, line and paragraph separators, overrides of the writing direction, what is no character at all. Marks and isolates of
#: direction (U+200E, U+2066 …) stay: Arabic text needs them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")

#: The engine takes a thousandth of a second for each tag of a text, and as long for every three letters of a word (measured):
#: what has more of them is a mistake, or an attack. Chinese has no spaces; its longest paragraphs have some 2,000 signs.
_MOST_TAGS = 2_000
_LONGEST_WORD = 10_000
_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")


class MarkupError(ValueError):
    """The text has a tag that is unknown, unbalanced or malformed, a control character, or more than can be set.

    The message is one clause.
    """

    def __init__(self, what: str, hint: str | None = None) -> None:
        """Keep the clause, and what to do where it doesn't say so itself."""
        super().__init__(what)
        self.hint = hint


class Run(NamedTuple):
    """A stretch of text and the tags around it, outermost first; a line break is a space in `br`.

    In `ref`, `form` is the one that was asked for, `to` the place that a printed reference leads to.
    """

    text: str
    tags: tuple[str, ...] = ()
    form: str = ""
    to: str = ""


def parse_inline(text: str) -> tuple[Run, ...]:
    """Return the runs of *text*.

    Raises: MarkupError, at the first thing that isn't plain text or one of the seven tags.

    >>> parse_inline("<em>Recall</em> that 1 < 2")
    (Run(text='Recall', tags=('em',)), Run(text=' that 1 < 2', tags=()))
    """
    check_characters(text)
    runs: list[Run] = []
    open_tags: list[str] = []
    position = 0
    asked = ("", "")
    for match in _MARKUP.finditer(text):
        runs.append(Run(text[position : match.start()], tuple(open_tags), *asked))
        position, name = match.end(), match["name"]
        attribute = _ATTRIBUTE.fullmatch(match["rest"]) if name == "ref" and not match["slash"] else None
        if name not in TAGS or (match["rest"] and not attribute) or not match["end"]:
            shown = match[0] if len(match[0]) <= 40 else f"{match[0][:39]}…"
            known = [f'<ref form="{form}">' for form in FORMS] if name == "ref" else [f"<{tag}>" for tag in TAGS]
            raise MarkupError(f"unknown tag {shown}", f"there is {', '.join(known)}")
        if "ref" in open_tags and not (name == "ref" and match["slash"]):
            raise MarkupError(f"{match[0]} inside <ref>", "write <ref>ADDRESS</ref>")
        asked = (attribute["form"] or "", attribute["to"] or "") if attribute else ("", "")
        if name == "br":
            if match["slash"] or "fn" in open_tags:
                raise MarkupError(f"{match[0]} breaks no line", "write <br>, which stands alone")
            runs.append(Run(" ", (*open_tags, "br")))
        elif not match["slash"]:
            if name in open_tags:
                raise MarkupError(f"<{name}> inside <{name}>")
            open_tags.append(name)
        elif not open_tags:
            raise MarkupError(f"</{name}> closes nothing")
        elif name == "fn" and text.endswith("<fn>", 0, match.start()):
            raise MarkupError("<fn></fn> names no footnote")
        elif name == "ref" and not text[:match.start()].rpartition(">")[2].strip():
            raise MarkupError("<ref></ref> names nothing", "write <ref>ADDRESS</ref>")
        elif open_tags.pop() != name:
            raise MarkupError(f"</{name}> crosses another tag")
    if open_tags:
        raise MarkupError(f"<{open_tags[-1]}> is not closed")
    return tuple(run for run in (*runs, Run(text[position:])) if run.text)


def check_characters(text: str) -> None:
    """Do nothing where *text* has only characters that can be printed or typed on purpose, and is no heap of letters or tags.

    Raises: MarkupError, at the first control character, a word or a number of tags beyond all measure.
    """
    if control := _CONTROL.search(text):
        raise MarkupError(f"control character U+{ord(control[0]):04X} in the text", "delete it")
    if len(text) > _LONGEST_WORD and (word := _WORD.search(text)):
        raise MarkupError(f"{len(word[0]):,} letters without a space; at most {_LONGEST_WORD:,} can be set", "divide the text")
    if text.count("<") > _MOST_TAGS and (tags := len(_MARKUP.findall(text))) > _MOST_TAGS:
        raise MarkupError(f"{tags:,} tags in one text; at most {_MOST_TAGS:,} can be set", "divide the text")


def in_one_line(text: str) -> str:
    """Return *text* with a space for each line break, none between ideographs.

    >>> in_one_line("Report <br> on <em>trafficking</em>"), in_one_line("报告<br>草稿")
    ('Report on <em>trafficking</em>', '报告草稿')
    """
    return _BREAK.sub(lambda match: "" if match["ideographs"] else " ", text) if BREAK in text else text


def plain(text: str) -> str:
    """Return *text* without its tags and without calls of footnotes, in one line; of a reference what was typed, or is printed.

    >>> plain("<em>Decide</em> to<br>convene")
    'Decide to convene'
    """
    return "".join(run.text for run in parse_inline(in_one_line(text)) if "fn" not in run.tags)


def strip_tags(text: str) -> str:
    """Return *text* without its tags and calls of footnotes, like `plain`, but never refused: what is no tag of ours stays.

    A sign stands for each reference.

    >>> strip_tags("<em>Decide</strong> to <b>convene<fn>a</fn> by <ref>annex.op.3</ref>")
    'Decide to <b>convene by ¤'
    """
    if "<" not in text:
        return text
    return TAG.sub(lambda tag: REFERENCE_SIGN if tag[0].endswith("</ref>") and tag[0] != "</ref>" else "", in_one_line(text))


def fill_placeholders(pattern: str, values: Mapping[str, object]) -> str:
    """Return *pattern* with *values* in its placeholders; one that has no value stays. Unlike str.format, nothing else is read.

    >>> fill_placeholders("Agenda {item} {items} {}", {"items": "69 (b)"})
    'Agenda {item} 69 (b) {}'
    """
    return PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), pattern)


@lru_cache(maxsize=4096)  # one source text has five translations, and several readers
def note_calls(text: str) -> tuple[str, ...]:
    """Return the keys of the footnotes that *text* calls, in its order.

    >>> note_calls("the Assembly<fn>a</fn> decided<fn>b</fn>")
    ('a', 'b')
    """
    if _PLAINLY_TAGGED.fullmatch(text):
        check_characters(text)
        return ()
    return tuple(run.text for run in parse_inline(text) if "fn" in run.tags)


class Reference(NamedTuple):
    """A reference as it was typed: what it names, and the form that was asked for. `to` is that of a printed one."""

    names: str
    form: str = ""
    to: str = ""


@lru_cache(maxsize=4096)
def references(text: str) -> tuple[Reference, ...]:
    """Return the references of *text*, in its order.

    >>> references('see <ref form="number">annex.op.3</ref>')
    (Reference(names='annex.op.3', form='number', to=''),)
    """
    if "<ref" not in text:
        return ()
    return tuple(Reference(run.text, run.form, run.to) for run in parse_inline(text) if "ref" in run.tags)


def without_calls(text: str) -> str:
    """Return *text* with its tags, but without calls of footnotes.

    >>> without_calls("<em>Trust</em> Fund<fn>a</fn>")
    '<em>Trust</em> Fund'
    """
    return re.sub("<fn>[^<]*</fn>", "", text)


def may_break(context: str) -> bool:
    """Tell whether a text of *context* (or of that address) may have `<br>`: a title or a heading.

    >>> may_break("annex.title"), may_break("annex.op")
    (True, False)
    """
    return context.split(".")[1:2] in (["title"], ["heading"])


@dataclass(frozen=True)
class BlockingError:
    """One reason why a translation can't be printed; `what` names the unit."""

    kind: Literal["broken-tags", "footnote-calls", "cross-references", "gaps"]
    what: str
    hint: str


def blocking_errors(entry: Entry, *, is_house: bool) -> Iterator[BlockingError]:
    """Yield what keeps the translations of *entry* from being printed; only house words have placeholders: `{items}`."""
    try:
        wanted, referred = note_calls(entry.text), _named(entry.text)
        is_known = True
    except MarkupError:  # somebody edited the source text: it is no text of any document
        is_known = False
    for form in entry.translations:
        try:
            calls, found_names = sorted(note_calls(form)), _named(form)
        except MarkupError as error:
            hint = error.hint or "type the tags as they stand in the source text"
            yield BlockingError("broken-tags", f"{error} in the translation of {entry.name}", hint)
            continue
        if BREAK in form and not may_break(entry.context or ""):
            what = f"<br> in the translation of {entry.name}: it breaks lines of titles and headings only"
            yield BlockingError("broken-tags", what, "delete it")
        if not is_known or not form.strip():
            continue
        if calls != sorted(wanted):
            what = f"the translation of {entry.name} doesn’t call the footnotes that the source text calls"
            right = "".join(f"<fn>{key}</fn>" for key in wanted) or "no <fn>"
            yield BlockingError("footnote-calls", what, f"it has to call: {right}")
        if found_names != referred:
            what = f"the translation of {entry.name} doesn’t have the references that the source text has"
            right = " ".join(f"<ref>{names}</ref>" for names in referred) or "no <ref>"
            yield BlockingError("cross-references", what, f'it has to have: {right}; form="number" may be added')
        if is_house:
            expected, found = ({match[0] for match in PLACEHOLDER.finditer(text)} for text in (entry.plural or entry.text, form))
            for verb, names in (("lacks", expected - found), ("has a placeholder too many:", found - expected)):
                if names:
                    what = f"the translation of {entry.name} {verb} {', '.join(sorted(names))}"
                    yield BlockingError("gaps", what, f"keep the placeholders of “{entry.text}”")


def _named(text: str) -> list[str]:
    """Return what the references of *text* name, sorted: their order and form are free.

    Raises: MarkupError, for a place to which only a printed one leads.
    """
    found = references(text)
    if any(one.to for one in found):
        raise MarkupError("<ref> has no “to”", "write <ref>ADDRESS</ref>")
    return sorted(" ".join(one.names.split()) for one in found)
