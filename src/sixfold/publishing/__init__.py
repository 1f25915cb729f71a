"""Whole runs: one edition, many, which of them are up to date.

`composing` knows seeds, catalogs and templates, `typesetting` the engine, `pipeline` brings them together by way of an Executor;
it imports neither before it has something to do.
"""

from sixfold.publishing.build_state import BuildState
from sixfold.publishing.editions import ComposedPage, EditionRequest, Failure, Outcome, PressSettings, TypesetEdition
from sixfold.publishing.pipeline import build_editions, in_order, typesetters

__all__ = [
    "BuildState",
    "ComposedPage",
    "EditionRequest",
    "Failure",
    "Outcome",
    "PressSettings",
    "TypesetEdition",
    "build_editions",
    "in_order",
    "typesetters",
]
