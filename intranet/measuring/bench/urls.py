"""The product's addresses, and that of the bare page."""

from intranet.measuring.bench import bare
from intranet.urls import handler400, handler403, handler404, handler500
from intranet.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*bare.urlpatterns, *product]
