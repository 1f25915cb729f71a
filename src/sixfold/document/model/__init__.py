"""A document: data only. What a seed says, in frozen models; a translation has the same shape.

The models carry the rules of the seed format (which keys, which values), so that one place says them; reading a file, and saying
where in it a rule is broken, is the business of `seeds`.
"""

from sixfold.document.model.base import Model
from sixfold.document.model.blocks import Block, Item, Table
from sixfold.document.model.document import Agenda, Document, Job, Jobs, Session
from sixfold.document.model.fields import Distribution, Organ, State, Text, describe
from sixfold.document.model.numbering import HEADINGS, count_heading, unnumbered
from sixfold.document.model.parts import Annex, Letter, Part, Report, Resolution, Signatory
from sixfold.document.model.traversal import KINDS, TextPath, map_texts, name_texts, texts

__all__ = [
    "HEADINGS",
    "KINDS",
    "Agenda",
    "Annex",
    "Block",
    "Distribution",
    "Document",
    "Item",
    "Job",
    "Jobs",
    "Letter",
    "Model",
    "Organ",
    "Part",
    "Report",
    "Resolution",
    "Session",
    "Signatory",
    "State",
    "Table",
    "Text",
    "TextPath",
    "count_heading",
    "describe",
    "map_texts",
    "name_texts",
    "texts",
    "unnumbered",
]
