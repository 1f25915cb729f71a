"""Seeds: YAML text → a document, or every problem at once, with file and line."""

from sixfold.document.seeds.reader import SIZE_LIMIT, json_schema, parse_seed, read_seed

__all__ = ["SIZE_LIMIT", "json_schema", "parse_seed", "read_seed"]
