"""Hashes: of files, remembered by size and time, of values, and of this program and what is installed beside it."""

from sixfold.project.fingerprint import hash_folder, program_state
from sixfold.project.hashing import Hashes, Remembered, digest, digest_values, read_note, write_note

__all__ = ["Hashes", "Remembered", "digest", "digest_values", "hash_folder", "program_state", "read_note", "write_note"]
