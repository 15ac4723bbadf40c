"""Where to go on: only ever to a page of ours."""

from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request, otherwise):
    """Return the address that was asked for, when it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(wanted) else otherwise


def is_ours(address):
    """Tell whether an address is a path on this very host, and nothing that only looks so."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
