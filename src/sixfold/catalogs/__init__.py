"""Catalogs, on gettext's own tools: read strictly, updated without losing anything, written quietly."""
