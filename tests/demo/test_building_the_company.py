"""Building the demo company: one command, by the product's own actions."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from communities.models import Community, CommunityInvitation, JoinRequest, Post
from conversations.models import Comment, Draft, Thread, Version
from intranet.demo.build import build_company
from intranet.demo.story import read_story
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from notifications.models import Notification
from people.models import User

STORY = read_story()
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker, tmp_path_factory):
    """Build it once for all that is asked here, and take it away again."""
    from django.db import transaction
    from django.test import override_settings

    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))}}
    from django.conf import settings
    with django_db_blocker.unblock(), override_settings(STORAGES={**settings.STORAGES, "default": files}):
        with transaction.atomic():
            yield build_company()
            transaction.set_rollback(True)


def test_speed(company):
    assert Post.objects.count() == len(STORY.posts)
