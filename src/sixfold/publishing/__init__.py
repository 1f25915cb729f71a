"""Whole runs: one edition, many, which of them are up to date.

`composing` knows seeds, catalogs and templates, `typesetting` the engine, `pipeline` brings them together by way of an Executor;
it imports neither before it has something to do.
"""
