"""The document: its models, seeds, house words; text with tags; extraction and translation."""
