"""Where one searches."""

from django.urls import path

from search.views import alike, searching

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("search/quick/", searching.quick, name="quick_search"),
    path("search/similar/", alike.similar, name="similar"),
]
