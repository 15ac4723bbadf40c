"""The schema: what it says is so, whatever a machine makes up to ask."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from communities.actions import AnnouncementPlan, PollPlan
from people.actions import make_token
from tests.api.conftest import EVERYTHING
from tests.factories.blogs import make_article, make_blog, make_question
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.factories.files import bring_photo

pytestmark = pytest.mark.django_db

# So many made-up requests for each operation, the same in each run.
A_FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def load(*modes):
    """Read the schema as it is served, to make up requests that keep to it, or do not."""
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
    schema.app = get_wsgi_application()
    schema.config.generation.update(modes=list(modes))
    schema.config.phases.coverage.enabled = False
    return schema


right, wrong = load(GenerationMode.POSITIVE), load(GenerationMode.NEGATIVE)


@pytest.fixture(autouse=True)
def _one_connection():
    """Let the application keep the connection of the test, in whose transaction all of it is."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def company():
    """Somebody with a token, and one of each thing that she may read and change."""
    sanne = make_person("Sanne Postma")
    place = make_community(managers=[sanne])
    post = make_post(community=place, author=sanne, plan=PollPlan(options=("Ja", "Nee")))
    read = make_post(community=place, plan=AnnouncementPlan(is_must_read=True), author=sanne)
    comment = make_comment(thread=post, author=sanne)
    file = bring_photo(sanne)
    blog = make_blog(sanne, slug=place.slug)
    article = make_article(blog)
    make_question(blog)
    _token, secret = make_token(
        person=sanne, name="Toets", scopes=EVERYTHING, lasts=timedelta(days=1)
    )
    return {
        "secret": secret,
        "there": {
            "post_id": read.pk if read.pk % 2 else post.pk,
            "comment_id": comment.pk,
            "person_id": sanne.pk,
            "slug": place.slug,
            "article_id": article.thread_id,
            "topic": "lift",
            "kind": "thanks",
            "notification_id": 1,
            "file_id": str(file.file_id),
            "rendition": "96",
        },
    }


def expect_what_the_schema_says(case, company):
    """Send what was made up, with a token, and hold the answer against the schema."""
    headers = {"Authorization": f"Bearer {company['secret']}"}
    # A rule may refuse what is well-formed: a place in another list, a vote for another poll.
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])


@right.parametrize()
@A_FEW
def test_what_keeps_to_the_schema_is_answered_as_it_says(case, company):
    for name in case.path_parameters:
        case.path_parameters[name] = company["there"][name]

    expect_what_the_schema_says(case, company)


@wrong.parametrize()
@A_FEW
def test_what_does_not_keep_to_the_schema_is_refused_as_it_says(case, company):
    expect_what_the_schema_says(case, company)


def test_the_schema_is_one(client):
    schema = SchemaGenerator().get_schema(public=True)

    validate_schema(schema)

    assert schema["openapi"] == "3.1.0"
    assert len(schema["paths"]) > 30
    for kind, start in (("json", "{"), ("yaml", "openapi: 3.1.0")):
        served = client.get("/api/v1/schema/", {"format": kind})
        assert served.text.startswith(start)


def test_the_page_shows_every_operation_of_the_schema(sign_in):
    schema = SchemaGenerator().get_schema(public=True)

    page = sign_in(make_person("Sanne Postma")).get("/api/").text

    missing = [
        told["operationId"]
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
        if f'data-address="{path}" data-method="{method}"' not in page
    ]
    assert missing == []


def test_every_operation_says_how_it_refuses():
    schema = SchemaGenerator().get_schema(public=True)
    told = [told for methods in schema["paths"].values() for told in methods.values()]

    assert all({"401", "403", "429"} <= set(each["responses"]) for each in told)
    assert all(each["summary"] and each["x-scope"] for each in told)
    assert len({each["operationId"] for each in told}) == len(told)
