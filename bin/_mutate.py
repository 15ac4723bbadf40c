"""Empty actions and policies, one at a time; each must turn a test red.

    bin/mutate              all of them
    bin/mutate can_see      those whose name contains a word

A rule whose body can be taken out without a red test is a rule that nobody guards. Works on a copy
of the tree, so that nothing happens to yours; takes some minutes. Not part of CI.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".venv", ".data", ".git", "__pycache__", ".*_cache", "build")

# file, function, the body that takes its place, and the tests that should notice.
MUTATIONS = [
    ("people/querysets/sight.py", "in_sight_of", "return self", "tests/sight"),
    ("people/querysets/sight.py", "of_teams_of", "return Q()", "tests/people"),
    (
        "people/policies.py",
        "can_see",
        "return True",
        "tests/sight tests/conversations tests/communities",
    ),
    ("people/policies.py", "can_steward", "return True", "tests/communities tests/conversations"),
    ("conversations/querysets.py", "own_state", "return Q()", "tests/sight"),
    ("conversations/policies.py", "can_edit_contribution", "return True", "tests/conversations"),
    ("conversations/policies.py", "can_remove_contribution", "return True", "tests/conversations"),
    ("conversations/policies.py", "can_comment_on", "return True", "tests/conversations"),
    ("conversations/policies.py", "can_accept_answer", "return True", "tests/conversations"),
    ("communities/querysets.py", "visible_to", "return self", "tests/sight"),
    ("communities/policies.py", "can_post_in", "return True", "tests/communities"),
    ("communities/policies.py", "can_join_community", "return True", "tests/communities"),
    ("communities/policies.py", "can_manage_community", "return True", "tests/communities"),
    ("communities/actions/membership.py", "unseat", "return None", "tests/communities"),
    ("communities/actions/membership.py", "keep_it_cared_for", "return None", "tests/communities"),
    (
        "communities/actions/founding.py",
        "show_cover_to_who_knows",
        "return None",
        "tests/communities",
    ),
    ("conversations/actions/editing.py", "keep_version", "return None", "tests/conversations"),
    (
        "conversations/actions/editing.py",
        "require_fresh",
        "return None",
        "tests/conversations tests/communities",
    ),
    ("conversations/actions/carrying.py", "carry_thread", "return None", "tests/communities"),
    ("notifications/actions/telling.py", "forget_subject", "return None", "tests/conversations"),
    (
        "notifications/actions/telling.py",
        "who_may_be_told",
        "return list(reasons)",
        "tests/notifications tests/conversations",
    ),
    ("people/actions/leaving.py", "deactivate_person", "return None", "tests/people"),
    ("conversations/querysets.py", "sent_before", "return None", "tests/communities"),
    ("communities/policies.py", "can_announce_in", "return True", "tests/communities"),
    ("communities/policies.py", "can_vote_in", "return True", "tests/communities"),
    ("communities/policies.py", "can_see_who_read", "return True", "tests/communities"),
    (
        "conversations/actions/uncovering.py",
        "uncover_files",
        "return None",
        "tests/conversations tests/communities",
    ),
    ("people/policies.py", "can_remove_file", "return True", "tests/people tests/conversations"),
    ("intranet/platform/documents.py", "require_no_programs", "return None", "tests/people"),
    ("search/querysets.py", "of_active", "return self", "tests/search"),
    ("search/querysets.py", "heard_by", "return self", "tests/search"),
    ("people/models/token.py", "allows", "return True", "tests/api"),
    ("people/querysets/access.py", "working", "return self", "tests/api"),
    ("intranet/platform/repeating.py", "fingerprint_of", 'return ""', "tests/api"),
    ("webhooks/policies.py", "can_be_told", "return True", "tests/webhooks tests/sight"),
    ("intranet/platform/outgoing.py", "is_public", "return True", "tests/webhooks"),
    ("blogs/actions/owning.py", "require_owner", "return None", "tests/blogs/test_who_wrote_it.py"),
    (
        "blogs/policies.py",
        "can_write_in",
        "return True",
        "tests/blogs/test_writing_an_article.py tests/blogs/test_carrying_the_culture.py",
    ),
    (
        "blogs/policies.py",
        "can_view_article",
        "return True",
        "tests/sight/test_who_may_do_what.py",
    ),
    ("blogs/querysets.py", "visible_to", "return self", "tests/blogs/test_who_wrote_it.py"),
    ("blogs/policies.py", "can_view_blog", "return True", "tests/sight/test_who_may_do_what.py"),
    (
        "blogs/feeds/reading.py",
        "articles",
        'return Thread.objects.published().filter(kind="article").annotate(helped_by=helped_by())'
        '.select_related("article__blog__owner__location", "article__blog__owner__photo",'
        ' "article__cover")',
        "tests/sight/test_who_sees_what.py",
    ),
    ("blogs/querysets.py", "due", "return self", "tests/blogs/test_publishing_an_article.py"),
    (
        "blogs/actions/publishing.py",
        "hold_back_articles",
        "return None",
        "tests/blogs/test_publishing_an_article.py",
    ),
    (
        "blogs/policies.py",
        "can_help_with",
        "return True",
        "tests/sight/test_who_may_do_what.py",
    ),
    (
        "blogs/querysets.py",
        "that_helped",
        "return self",
        "tests/blogs/test_helping_with_an_article.py",
    ),
    (
        "blogs/actions/helping.py",
        "note_what_was_taken_over",
        "return None",
        "tests/blogs/test_helping_with_an_article.py",
    ),
    ("blogs/policies.py", "can_ask_author", "return True", "tests/blogs/test_asking_an_author.py"),
    ("blogs/policies.py", "can_ask_unnamed", "return True", "tests/blogs/test_asking_an_author.py"),
    (
        "blogs/actions/asking.py",
        "shown_as",
        "return asker",
        "tests/blogs/test_asking_an_author.py",
    ),
    (
        "blogs/policies.py",
        "can_answer_question",
        "return True",
        "tests/blogs/test_asking_an_author.py",
    ),
    ("blogs/policies.py", "can_promise_in", "return True", "tests/blogs/test_keeping_promises.py"),
    (
        "blogs/policies.py",
        "can_tell_of_promise",
        "return True",
        "tests/blogs/test_keeping_promises.py",
    ),
    ("blogs/policies.py", "can_give_blog", "return True", "tests/blogs/test_giving_blogs.py"),
    ("intranet/live/door.py", "still_welcome", "return set(listeners)", "tests/live"),
    (
        "moderation/policies/cases.py",
        "can_report",
        "return True",
        "tests/moderation/test_reporting.py",
    ),
    (
        "moderation/policies/cases.py",
        "is_party",
        "return False",
        "tests/moderation/test_reporting.py tests/moderation/test_who_does_what_in_a_case.py",
    ),
    (
        "moderation/policies/cases.py",
        "can_decide_case",
        "return True",
        "tests/moderation/test_who_does_what_in_a_case.py",
    ),
    (
        "moderation/policies/cases.py",
        "can_confirm_decision",
        "return True",
        "tests/moderation/test_deciding_a_case.py",
    ),
    (
        "moderation/policies/cases.py",
        "can_appeal",
        "return True",
        "tests/moderation/test_appealing.py",
    ),
    (
        "moderation/policies/cases.py",
        "can_decide_appeal",
        "return True",
        "tests/moderation/test_appealing.py",
    ),
    (
        "moderation/querysets.py",
        "without_party",
        "return self",
        "tests/moderation/test_reporting.py tests/moderation/test_who_does_what_in_a_case.py",
    ),
    (
        "moderation/actions/judging.py",
        "holds_here",
        "return True",
        "tests/moderation/test_being_advised.py tests/moderation/test_trying_rules.py",
    ),
    (
        "moderation/actions/judging.py",
        "require_may_write",
        "return None",
        "tests/moderation/test_appealing.py tests/moderation/test_being_advised_elsewhere.py",
    ),
    (
        "moderation/actions/deciding.py",
        "silence",
        "return None",
        "tests/moderation/test_appealing.py",
    ),
    ("moderation/actions/opening.py", "keep_wording", "return None", "tests/moderation"),
    ("moderation/feeds/floor.py", "can_be_found", "return False", "tests/moderation"),
    ("moderation/feeds/desk.py", "hide_names", "return html", "tests/moderation"),
    ("intranet/platform/judging.py", "unseen", "return False", "tests/moderation"),
]


def main(words: list[str]) -> int:
    """Try each mutation; 1 when one of them goes unnoticed."""
    chosen = [each for each in MUTATIONS if not words or any(word in each[1] for word in words)]
    unnoticed = []
    for file, function, body, tests in chosen:
        noticed = try_one(file, function, body, tests)
        print(f"{'noticed' if noticed else 'NOT NOTICED':12} {file} {function}", flush=True)
        if not noticed:
            unnoticed.append(function)
    print(f"{len(chosen) - len(unnoticed)} passed, {len(unnoticed)} failed")
    return 1 if unnoticed else 0


def try_one(file: str, function: str, body: str, tests: str) -> bool:
    """Change one function in a copy of the tree; tell whether a test turns red."""
    with tempfile.TemporaryDirectory(prefix="onderling-mutate-") as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT, symlinks=True)
        path = copy / file
        path.write_text(emptied(path.read_text(encoding="utf-8"), function, body), encoding="utf-8")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-n",
                "2",
                "-p",
                "no:cacheprovider",
                *tests.split(),
            ],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    # The workers say 2 when they stop at the first red test, so the last line decides.
    summary = done.stdout.rstrip().rpartition("\n")[2]
    if " error" in summary or " passed" not in summary and " failed" not in summary:
        sys.exit(f"The tests did not run with {function} emptied:\n{done.stdout[-3000:]}")
    return " failed" in summary


def emptied(source: str, name: str, body: str) -> str:
    """Return the source with the body of one function replaced; its docstring stays."""
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            indent = " " * first.col_offset
            return "".join(
                [*lines[: first.lineno - 1], f"{indent}{body}\n", *lines[node.end_lineno :]]
            )
    sys.exit(f"There is no function {name} to empty.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
