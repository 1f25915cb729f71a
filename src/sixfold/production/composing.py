"""Orders → composed pages, each document read once for all its languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sixfold.document import Document
from sixfold.editions import load_document
from sixfold.orders import Order
from sixfold.production.copies import Copy, Failure, Spoilt
from sixfold.production.pseudo import compose_as
from sixfold.project import Project


def compose_copies(project: Project, orders: Iterable[Order]) -> Iterator[Copy | Spoilt]:
    """Yield the pages of *orders*, in their order."""
    for seed, group in groupby(orders, key=lambda order: order.seed):
        wanted = list(group)
        try:
            document = load_document(seed)
        except Exception as error:  # whatever it is, the others are made
            yield from _spoil(wanted, Failure.of(error))
        else:
            yield from (_compose(project, document, order) for order in wanted)


def _spoil(orders: Iterable[Order], failure: Failure) -> Iterator[Spoilt]:
    for order in orders:
        yield Spoilt(order, failure)
        failure = failure.untold


def _compose(project: Project, document: Document, order: Order) -> Copy | Spoilt:
    try:
        page = compose_as(project, document, order.language, is_proof=order.is_proof)
    except Exception as error:
        return Spoilt(order, Failure.of(error))
    return Copy(order, page.html, page.metadata, page.untranslated)
