"""The code of conduct for tests: drafts, versions that began, and who accepted them."""

from datetime import timedelta

from intranet.platform import clock
from intranet.platform.clock import day_here
from moderation.actions.accepting import accept_code
from moderation.actions.agreeing import agree_on_code, call_code_off
from moderation.actions.drafting import add_section, start_draft
from moderation.feeds.drafts import fingerprint
from tests.factories.people import make_hr

__all__ = ["accept_code", "call_code_off"]


def section_words(title="Zeg het hier", title_en="Say it here", **words):
    """All words of a section, in both languages."""
    facts = {
        "title_nl": title,
        "title_en": title_en,
        "text_nl": f"{title}, ook als het schuurt.",
        "text_en": f"{title_en}, also when it hurts.",
        "why_nl": "",
        "why_en": "",
        "fine_nl": "",
        "fine_en": "",
        "not_fine_nl": "",
        "not_fine_en": "",
    }
    return facts | words


def make_draft(hr=None, *, sections=("Zeg het hier",), copies=False, **words):
    """A draft with these sections; the English titles are the Dutch ones with 'en' behind them."""
    hr = hr or make_hr()
    draft = start_draft(actor=hr, copies=copies)
    for title in sections:
        add_section(actor=hr, draft=draft, **section_words(title, f"{title} en", **words))
    return draft


def agree(draft, hr, *, in_days=0, grace_days=14, is_material=True, **facts):
    """Agree on a draft."""
    return agree_on_code(
        actor=hr,
        draft=draft,
        seen=fingerprint(draft),
        begins_on=day_here(clock.now()) + timedelta(days=in_days),
        grace_days=grace_days,
        is_material=is_material,
        **facts,
    )


def make_version(hr=None, *, days_ago=0, sections=("Zeg het hier",), copies=False, **facts):
    """A version that began so many days ago."""
    hr = hr or make_hr()
    with clock.moved_to(clock.now() - timedelta(days=days_ago)):
        return agree(make_draft(hr, sections=sections, copies=copies), hr, **facts)
