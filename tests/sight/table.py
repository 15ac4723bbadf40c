"""Who may see what: written down once more, apart from the product, to compare it with."""

# Parts that are not named see nothing.
INSIDERS = {"member", "author", "manager", "muting"}
COLLEAGUES = INSIDERS | {"outsider", "former member", "invited", "asking", "administrator"}
SIGNED_OUT = {"anonymous", "leaver"}
EVERY_PART = COLLEAGUES | SIGNED_OUT

READERS = {
    "open": COLLEAGUES,
    "company": COLLEAGUES,
    "closed": INSIDERS,
    "archived": INSIDERS,
    "hidden": INSIDERS,
    "blog": COLLEAGUES,
    # A team's people, and who writes it.
    "team blog": {"member", "muting", "author"},
}
WRITERS = {"blog": "manager", "team blog": "author"}
HELPER = "invited"
WHO_KNOW_OF_IT = {
    "open": COLLEAGUES,
    "company": COLLEAGUES,
    "closed": COLLEAGUES,
    "archived": COLLEAGUES,
    "hidden": INSIDERS | {"invited"},
    "blog": READERS["blog"],
    "team blog": READERS["team blog"],
}


# What is seen only there, by the routes of the desk.
AT_THE_DESK = {"cases", "case", "case_file"}
DEEDS_AT_THE_DESK = {"decide_case", "confirm_decision", "claim_case", "let_case_go", "case_note"}
DECIDED_THERE = {"withdrawn", "withdrawn comment"}


def who_may_see_at_the_desk(kind: str, what: str) -> set[str]:
    """Return who may see the same where cases are decided: also who takes care of the place."""
    return who_may_see(kind, what) | ({"manager"} if what in DECIDED_THERE else set())


def who_may_see(kind: str, what: str) -> set[str]:
    """Return the parts that may see something of this sort in a community of this kind."""
    return {
        "existence": WHO_KNOW_OF_IT[kind],
        "content": READERS[kind],
        "version": READERS[kind],
        "topic": READERS[kind],
        # The author of something withdrawn reads it, with the reason; a removal is for good.
        "withdrawn": {"member"},
        "withdrawn comment": {"member"},
        "removed": set(),
        # Not there yet, or not any more: only she who wrote it knows.
        "own": {"member"},
        # Nothing is written in an archived place, so no page shows what was begun there.
        # A file that was brought and not sent along with anything yet.
        "upload": {"member"},
        "draft": set() if kind == "archived" else {"member"},
        "request": {"manager"},
        # What somebody writes and nobody reads yet, or any more; a helper sees what she helps with.
        "desk": {WRITERS.get(kind, "")},
        "helped": {WRITERS.get(kind, ""), HELPER},
    }[what]
