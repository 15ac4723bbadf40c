"""Remembering when somebody last looked at Blogs."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from blogs.models import BlogsVisit
from people.models import User


@transaction.atomic
def look_at_blogs(*, person: User, at: datetime) -> None:
    """Note a look at Blogs as it was at a moment; an earlier one changes nothing."""
    visit, is_new = BlogsVisit.objects.get_or_create(person=person, defaults={"here_at": at})
    if not is_new and at > visit.here_at:
        BlogsVisit.objects.filter(pk=visit.pk).update(here_at=Greatest("here_at", Value(at)))
