"""The demo company: Noorderlicht Netbeheer, as told by the product's own actions.

What people are and say is in the TOML files here; `story` reads it and `build` lets it happen.
"""
