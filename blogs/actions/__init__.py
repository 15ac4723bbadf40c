"""What people do in blogs."""

from blogs.actions.agreeing import change_blog_rules
from blogs.actions.answering import (
    answer_question,
    decline_question,
    forget_prepared_answer,
    prepare_answer,
    reopen_question,
)
from blogs.actions.asking import (
    ask_author,
    blog_rules,
    join_question,
    leave_question,
    take_question_back,
)
from blogs.actions.cadence import choose_rhythm, mark_pause, remind_of_writing, remove_pause
from blogs.actions.carrying import (
    accept_carrying,
    decline_carrying,
    nominate_carrier,
    take_nomination_back,
)
from blogs.actions.clearing import clear_desks
from blogs.actions.following import (
    follow_blog,
    read_stop,
    stop_mail,
    stop_token,
    unfollow_blog,
)
from blogs.actions.giving import change_blog, close_blog, give_blog, start_blog
from blogs.actions.helping import (
    accept_suggestion,
    ask_for_help,
    decline_suggestion,
    end_help,
    stop_helping,
    suggest_change,
    take_suggestion_back,
    tick_remark_off,
)
from blogs.actions.picturing import add_picture
from blogs.actions.promising import make_promise, tell_of_promise
from blogs.actions.publishing import (
    end_article,
    hold_back_articles,
    publish_article,
    publish_changes,
    publish_due_article,
    schedule_article,
    unschedule_article,
)
from blogs.actions.visiting import look_at_blogs
from blogs.actions.writing import (
    ChangedElsewhere,
    discard_article,
    restore_version,
    save_article,
    set_text_aside,
    start_article,
)

__all__ = [
    "ChangedElsewhere",
    "accept_suggestion",
    "accept_carrying",
    "add_picture",
    "answer_question",
    "ask_author",
    "ask_for_help",
    "blog_rules",
    "change_blog",
    "change_blog_rules",
    "choose_rhythm",
    "clear_desks",
    "close_blog",
    "decline_carrying",
    "decline_question",
    "decline_suggestion",
    "discard_article",
    "end_article",
    "end_help",
    "follow_blog",
    "forget_prepared_answer",
    "give_blog",
    "hold_back_articles",
    "join_question",
    "leave_question",
    "look_at_blogs",
    "mark_pause",
    "make_promise",
    "nominate_carrier",
    "prepare_answer",
    "publish_article",
    "publish_changes",
    "publish_due_article",
    "remind_of_writing",
    "remove_pause",
    "read_stop",
    "reopen_question",
    "restore_version",
    "save_article",
    "schedule_article",
    "set_text_aside",
    "start_article",
    "start_blog",
    "stop_helping",
    "suggest_change",
    "stop_mail",
    "stop_token",
    "take_nomination_back",
    "take_question_back",
    "take_suggestion_back",
    "tick_remark_off",
    "tell_of_promise",
    "unfollow_blog",
    "unschedule_article",
]
