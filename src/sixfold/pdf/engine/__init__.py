"""HTML and an edition → PDF bytes: the engine, what it may read, and what is looked at before its pages are believed."""

from sixfold.pdf.engine.engine import Engine, load_weasyprint

__all__ = ["Engine", "load_weasyprint"]
