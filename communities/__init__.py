"""Where everyone talks: communities, memberships, posts and the feeds that show them.

Nouns: community, membership, join request, invitation, post, visit.
Others may call: found_community, join_community, publish_post.
"""
