"""The old network comes along: reads Yammer's network exports and writes them as our own rows.

Nouns: archive (a zip), record (a row with its line), layout (what a CSV holds), staging (rows of
all zips in temporary tables), plan (what is new, changed or the same), run (one import, which can
be taken back). Others may call: import_exports, undo_run.
"""
