"""What WeasyPrint 70 doesn't do: the one room that changes the engine, in `lines`, `notes` and `painting`; tests measure it."""

from sixfold.typesetting.engine import install

__all__ = ["install"]
