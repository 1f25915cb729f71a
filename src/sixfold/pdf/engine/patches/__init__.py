"""What WeasyPrint 70 doesn't do: the one room that changes the engine, in `lines`, `notes` and `painting`; tests measure it."""

from sixfold.pdf.engine.patches.installer import install

__all__ = ["install"]
