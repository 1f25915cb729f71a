"""Hashes: of files, remembered by size and time, of values, and of this program and what is installed beside it."""

from sixfold.hashes.files import Hashes, Remembered, digest, digest_values
from sixfold.hashes.program import hash_folder, program_state

__all__ = ["Hashes", "Remembered", "digest", "digest_values", "hash_folder", "program_state"]
