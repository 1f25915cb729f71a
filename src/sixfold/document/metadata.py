"""What is known of an edition beside its page: for catalogues and search, in the words of the seed, the same in each language.

A room of its own because it goes from the process that composes to the one that prints, which must not import what composes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["final", "draft", "proof"]


@dataclass(frozen=True)
class Metadata:
    """The facts of one edition. `creators` and `subjects` are in its language, the rest are words of the seed."""

    title: str
    symbols: tuple[str, ...]
    address: str
    language: str
    original: str
    direction: str
    organs: tuple[str, ...]
    creators: tuple[str, ...]
    sessions: tuple[str, ...]
    agenda: tuple[str, ...]
    subjects: tuple[str, ...]
    job_number: str
    distribution: str
    date: str
    status: Status
