"""Asking for a page as a browser does: whole, and as the part of it that a script asks for."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http.request import HttpHeaders
from django.test import Client

FOR_A_PART = "HX-Request"
Ask = Callable[[Client, str], Iterator[Any]]


def asked_whole(browser: Client, address: str) -> Iterator[Any]:
    """Yield the page."""
    yield browser.get(address)


def asked_both_ways(browser: Client, address: str) -> Iterator[Any]:
    """Yield the page, and the part of it unless the product answers both alike.

    What never looked at how it was asked cannot answer in two ways, and is not asked again. What
    a refusal looks like is chosen after the page refused, and says nothing of what is there.
    """
    with looking_out_for(FOR_A_PART) as looks:
        yield browser.get(address)
    if looks:
        yield browser.get(address, headers={FOR_A_PART: "true"})


@contextmanager
def looking_out_for(name: str) -> Iterator[list[str]]:
    """Yield a list to which each look at a header of a request is added."""
    looks: list[str] = []
    found = HttpHeaders.__getitem__

    def noted(headers: HttpHeaders, key: str) -> str:
        asks = sys._getframe(2).f_globals["__name__"]
        if key.replace("_", "-").lower() == name.lower() and asks != "intranet.errors":
            looks.append(key)
        return found(headers, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpHeaders, "__getitem__", noted)
        yield looks
