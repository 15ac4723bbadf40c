"""Memberships are not in an export: who wrote in a group belongs to it, admins manage it."""

from django.db import transaction

from communities.models import ImportRun
from communities.yammer.staging import run

# Only communities that an import made: nobody gets a place in one that was here.
WANTED = """
CREATE TEMP TABLE yammer_wanted AS
WITH used AS (
    SELECT imported.community_id, imported.foreign_id, imported.participants,
           community.is_company_wide, community.founded_at
      FROM communities_importedcommunity imported
      JOIN communities_community community ON community.id = imported.community_id
     WHERE NOT imported.is_recognised
       AND (imported.foreign_id IN (SELECT group_id FROM yammer_group
                                    UNION SELECT group_id FROM yammer_place
                                           WHERE participants IS NULL)
            OR imported.participants IN (SELECT participants FROM yammer_place))
), wanted AS (
    SELECT used.community_id, node.sender_id AS foreign_id, min(node.sent_at) AS since,
           false AS manages
      FROM used
      JOIN yammer_place place ON place.participants = used.participants
           OR place.participants IS NULL AND place.group_id = used.foreign_id
      JOIN yammer_node node USING (thread_id)
     WHERE NOT used.is_company_wide AND node.sender_type = 'user' AND node.is_living
     GROUP BY 1, 2
    UNION ALL
    SELECT used.community_id, unnest(private.people), used.founded_at, false
      FROM used JOIN yammer_private private ON private.key = used.participants
    UNION ALL
    SELECT used.community_id, admin.id, used.founded_at, true
      FROM used CROSS JOIN yammer_admins_now admin
     WHERE used.participants IS NULL
)
SELECT wanted.community_id, known.person_id, min(wanted.since) AS since,
       bool_or(wanted.manages) AS manages
  FROM wanted
  JOIN communities_importedperson known USING (foreign_id)
  JOIN people_user person ON person.id = known.person_id
 WHERE person.is_active AND NOT person.is_system
   AND NOT EXISTS (SELECT FROM communities_importedmembership before
                    WHERE before.community_id = wanted.community_id
                      AND before.person_id = known.person_id)
 GROUP BY 1, 2
"""

# Without an administrator, the one who was there first takes care of a place.
SOMEBODY_MANAGES = """
UPDATE yammer_wanted first SET manages = true
 WHERE (community_id, person_id) IN (
       SELECT DISTINCT ON (community_id) community_id, person_id FROM yammer_wanted
        ORDER BY community_id, since, person_id)
   AND NOT EXISTS (SELECT FROM yammer_wanted other
                    WHERE other.community_id = first.community_id AND other.manages)
   AND NOT EXISTS (SELECT FROM communities_membership here JOIN people_user person
                       ON person.id = here.person_id AND person.is_active
                    WHERE here.community_id = first.community_id AND here.role = 'manager')
"""

# What somebody wrote before anybody knew that she works here.
LATE = """
CREATE TEMP TABLE yammer_wanted AS
SELECT imported.community_id, said.author_id AS person_id, min(said.published_at) AS since,
       false AS manages
  FROM (SELECT id AS thread_id, author_id, published_at FROM conversations_thread
         WHERE author_id = ANY (%(people)s)
        UNION ALL
        SELECT thread_id, author_id, published_at FROM conversations_comment
         WHERE author_id = ANY (%(people)s)) said
  JOIN people_user person ON person.id = said.author_id AND person.is_active
  JOIN communities_post post USING (thread_id)
  JOIN communities_importedcommunity imported ON imported.community_id = post.community_id
  JOIN communities_community community ON community.id = post.community_id
 WHERE NOT imported.is_recognised AND NOT community.is_company_wide
 GROUP BY 1, 2
"""
LATE_FOLLOWS = """
INSERT INTO conversations_follow (thread_id, person_id, is_on, since)
SELECT said.thread_id, said.author_id, true, min(said.published_at)
  FROM (SELECT id AS thread_id, author_id, published_at FROM conversations_thread
        UNION ALL
        SELECT thread_id, author_id, published_at FROM conversations_comment) said
  JOIN people_user person ON person.id = said.author_id AND person.is_active
 WHERE said.author_id = ANY (%(people)s)
 GROUP BY 1, 2
ON CONFLICT DO NOTHING
"""

SEATED = """
WITH made AS (
    INSERT INTO communities_membership (community_id, person_id, role, joined_at)
    SELECT community_id, person_id, CASE WHEN manages THEN 'manager' ELSE 'member' END, since
      FROM yammer_wanted ORDER BY community_id, since, person_id
    ON CONFLICT DO NOTHING
    RETURNING community_id, person_id, role
), seats AS (
    INSERT INTO people_audiencemember (audience_id, person_id, is_steward)
    SELECT community.audience_id, made.person_id, made.role = 'manager'
      FROM made JOIN communities_community community ON community.id = made.community_id
    ON CONFLICT DO NOTHING
)
INSERT INTO communities_importedmembership (run_id, community_id, person_id, role)
SELECT %s, community_id, person_id, role FROM made
"""


@transaction.atomic
def write_members(import_run: ImportRun) -> int:
    """Give people their places; who left one since gets it no second time. Return how many."""
    run("DROP TABLE IF EXISTS yammer_wanted")
    run(WANTED)
    run(SOMEBODY_MANAGES)
    return seat(import_run)


def seat_late(import_run: ImportRun, people: list[int]) -> None:
    """Give people who turn out to work here their places where they wrote, and what they follow."""
    run("DROP TABLE IF EXISTS yammer_wanted")
    run(LATE, {"people": people})
    run(LATE_FOLLOWS, {"people": people})
    seat(import_run)


def seat(import_run: ImportRun) -> int:
    """Give everybody who is wanted a place, and count the members anew."""
    made = run(SEATED, [import_run.pk])
    run(
        """
        UPDATE communities_community community
           SET member_count = (SELECT count(*) FROM communities_membership here
                                WHERE here.community_id = community.id)
         WHERE id IN (SELECT community_id FROM yammer_wanted)
        """
    )
    return made
