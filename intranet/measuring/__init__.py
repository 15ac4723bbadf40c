"""Measuring the product: a synthetic company, the drill that kills it, and the bench that times it.

Nothing here runs in the product; `bin/drill` and `bin/bench` come in here.
"""
