"""Sixfold: parliamentary documents in the six official languages of the United Nations, print-ready."""

__version__ = "0.1.0"
