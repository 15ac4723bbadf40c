"""Where to go on: only ever within this host."""

from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request, otherwise):
    """Return the address that was asked for, when it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else otherwise
