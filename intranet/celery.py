"""The Celery app and the whole schedule: everything periodic, on one page."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.dev")

app = Celery("onderling")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "intranet.platform",
        "people",
        "notifications",
        "search",
        "moderation",
        "conversations",
        "communities",
        "blogs",
        "webhooks",
    ]
)

app.conf.beat_schedule = {
    "keep-time": {
        "task": "communities.tasks.keep_time",
        "schedule": crontab(),
    },
    "publish-what-is-due": {
        "task": "blogs.tasks.publish_what_is_due",
        "schedule": crontab(),
    },
    # A version of the code begins with its day; whoever agrees on it for today is not kept waiting.
    "begin-code": {
        "task": "moderation.tasks.code.begin_code_of_the_day",
        "schedule": crontab(minute="*/5"),
    },
    "look-after-cases": {
        "task": "moderation.tasks.cases.look_after_cases",
        "schedule": crontab(minute="*/5"),
    },
    # Every zone is some quarters of an hour from another.
    "remind-writers": {
        "task": "blogs.tasks.remind_writers",
        "schedule": crontab(minute="*/15"),
    },
    "forget-readers": {
        "task": "conversations.tasks.forget_readers",
        "schedule": crontab(hour=3, minute=50),
    },
    "clear-expired-sessions": {
        "task": "people.tasks.clear_expired_sessions",
        "schedule": crontab(hour=3, minute=20),
    },
    "clear-stray-files": {
        "task": "people.tasks.clear_stray_files",
        "schedule": crontab(hour=3, minute=40),
    },
    "clear-unused-uploads": {
        "task": "conversations.tasks.clear_unused_uploads",
        "schedule": crontab(minute=50),
    },
    "clear-pictures": {
        "task": "blogs.tasks.clear_pictures",
        "schedule": crontab(hour=3, minute=45),
    },
    "clear-old-answers": {
        "task": "intranet.platform.tasks.clear_old_answers",
        "schedule": crontab(minute=35),
    },
    "seal-log": {
        "task": "intranet.platform.tasks.seal_log",
        "schedule": crontab(),
    },
    "check-log-when-asked": {
        "task": "intranet.platform.tasks.check_log_when_asked",
        "schedule": crontab(),
    },
    "tell-head-of-log": {
        "task": "intranet.platform.tasks.tell_head_of_log",
        "schedule": crontab(hour=4, minute=0, day_of_week=1),
    },
    "forget-received-mail": {
        "task": "intranet.platform.tasks.forget_received_mail",
        "schedule": crontab(hour=3, minute=25),
    },
    "take-answers": {
        "task": "conversations.tasks.take_answers",
        "schedule": crontab(),
    },
    "keep-index": {
        "task": "search.tasks.keep_index",
        "schedule": crontab(hour=4, minute=10),
    },
    "send-to-other-software": {
        "task": "webhooks.tasks.send_to_other_software",
        "schedule": crontab(),
    },
    "forget-what-was-sent": {
        "task": "webhooks.tasks.forget_what_was_sent",
        "schedule": crontab(hour=3, minute=50),
    },
    "clear-old-drafts": {
        "task": "conversations.tasks.clear_old_drafts",
        "schedule": crontab(hour=3, minute=30),
    },
}
