"""The place where `share` was: see `executors`."""

from sixfold.executors import share

__all__ = ["share"]
