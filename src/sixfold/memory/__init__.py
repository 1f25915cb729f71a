"""Memory: what was translated once, taken from the catalogs to other programs and back, and from document to document."""

from sixfold.memory.filling import Memory, fill, project_memory, remember
from sixfold.memory.formats import FORMATS, Format, read_batches, write_batches
from sixfold.memory.segments import Batch
from sixfold.memory.taking import Taken, take

__all__ = [
    "FORMATS",
    "Batch",
    "Format",
    "Memory",
    "Taken",
    "fill",
    "project_memory",
    "read_batches",
    "remember",
    "take",
    "write_batches",
]
