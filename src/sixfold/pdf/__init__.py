"""From HTML to PDF: the engine and its patches, tags, fonts, editions for screen and archive, the press."""
