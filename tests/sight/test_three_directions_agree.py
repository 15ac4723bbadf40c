"""Three questions, one answer: may she see it, which may she see, who may see it."""

import pytest

from communities.models import Community, Post
from communities.policies import (
    audience_of_community,
    audience_of_post,
    can_view_community,
    can_view_post,
)
from conversations.models import Comment, Thread
from conversations.policies import (
    audience_of_comment,
    audience_of_thread,
    can_view_comment,
    can_view_thread,
)
from people.models import StoredFile
from people.policies import audience_of_file, can_view_file

pytestmark = pytest.mark.django_db

QUESTIONS = [
    (Community, can_view_community, audience_of_community),
    (Post, can_view_post, audience_of_post),
    (Thread, can_view_thread, audience_of_thread),
    (Comment, can_view_comment, audience_of_comment),
    (StoredFile, can_view_file, audience_of_file),
]


@pytest.mark.parametrize(
    ("model", "may", "who"), QUESTIONS, ids=lambda part: getattr(part, "__name__", "")
)
def test_the_three_answers_are_the_same_for_everybody_and_everything(world, model, may, who):
    disagreements = []

    for part, person in world.people.items():
        seen = set(model.objects.visible_to(person).values_list("pk", flat=True))
        for thing in model.objects.all():
            answers = (
                may(person, thing),
                thing.pk in seen,
                who(thing).filter(pk=person.pk).exists(),
            )
            if len(set(answers)) > 1:
                disagreements.append((part, str(thing), answers))

    assert disagreements == []
    assert model.objects.exists()
