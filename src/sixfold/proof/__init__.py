"""The proof beside the catalog: pages as they will be printed, and the units on them, in a browser."""
