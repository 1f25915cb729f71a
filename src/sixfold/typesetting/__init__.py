"""What WeasyPrint 70 doesn't do: the one room that reaches into the engine, for `lines`, `notes` and `painting`; tests measure it."""

from sixfold.typesetting.engine import install

__all__ = ["install"]
