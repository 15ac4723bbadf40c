"""Blogs in the administration: who has one, and what was agreed; no word that stands in them."""

from blogs.admin import blogs, rules

__all__ = ["blogs", "rules"]
