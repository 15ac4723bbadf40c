"""Webhooks: other software hears that something happened, in the sight of whoever set it up."""
