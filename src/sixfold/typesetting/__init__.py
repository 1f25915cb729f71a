"""What WeasyPrint 70 doesn't do: the one room that reaches into the engine, for `lines` and for `notes`. Tests measure what it mends."""

from sixfold.typesetting.engine import install

__all__ = ["install"]
