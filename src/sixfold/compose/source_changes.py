"""What changed in the source of a text since its fuzzy translation was made → HTML, as a proof shows it beside that."""

from __future__ import annotations

from markupsafe import Markup

from sixfold.catalogs.differences import compare, shorten
from sixfold.catalogs.inline import REFERENCE, strip_tags
from sixfold.document.fields import Text
from sixfold.languages import LanguageCode, language

_CHANGED = {"kept": Markup("{}"), "deleted": Markup("<del>{}</del>"), "inserted": Markup("<ins>{}</ins>")}
#: Words that are shown before a change and after it.
_AROUND = 2
#: Letters of all changes of a text that are shown: the catalog has the rest.
_LONGEST = 400
#: The same of a table cell or a footnote, which have no margin: a line, which moves others.
_LONGEST_INSIDE = 100


def source_changes(text: Text, source: LanguageCode) -> Markup:
    """Return what changed in the source of *text*, written in *source*: what went is struck out, what came is underlined."""
    changes = compare(*text.sources)
    if all(change.kind == "kept" for change in changes):
        return Markup()
    left = _LONGEST_INSIDE if text.context.split(".")[1:2] in (["cell"], ["note"]) else _LONGEST
    shown = Markup()
    for change in shorten(changes, _AROUND):
        piece = strip_tags(REFERENCE.sub(r"\1", change.text)) if change.kind == "kept" else change.text
        piece = piece.replace("\u2011", "-")[:left] + "…" * (len(piece) > left)  # the fonts haven't got that hyphen
        bare = piece.lstrip(" ") or piece  # a space alone is a change that can be seen
        shown += piece.removesuffix(bare) + _CHANGED[change.kind].format(bare)
        left -= len(piece)
        if left <= 0:
            break
    own = language(source)
    return Markup('<span class="change" lang="{}" dir="{}">{}</span>').format(own.code, own.direction, shown)
