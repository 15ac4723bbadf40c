"""The bench: what pages and writes cost beside a bare Django page, in the same run.

Read `story`, then `acts` (what is measured), `clock` (how) and `bare` (beside what).
"""
