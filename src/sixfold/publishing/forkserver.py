"""Imported first by the process that forks the workers, and by no other: what ends a command is for that command to decide."""

from sixfold.publishing.executors import ignore_stopping

ignore_stopping()
