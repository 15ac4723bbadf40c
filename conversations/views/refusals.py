"""What keeps a text from being said: sentences for the form, and the status of the answer."""

from django.core.exceptions import ValidationError

from intranet.platform.policy import Refused


def heads_in(error):
    """Return how many people a refused text would tell, so that sending it again does."""
    return getattr(error, "heads", 0)


def advice_in(error):
    """Return what the rules found, for the author to read along; None for every other refusal."""
    return getattr(error, "verdict", None)


def messages_of(form):
    """Return all sentences of a form that is not right."""
    return [sentence for sentences in form.errors.values() for sentence in sentences]


def sentences_of(error):
    """Return what an error says to the one who wrote; nothing when there is none."""
    if error is None or advice_in(error) is not None:
        return []
    return error.messages if isinstance(error, ValidationError) else [str(error)]


def status_of(error):
    """Return the status of an answer that shows the form again, or for the first time."""
    if error is None:
        return 200
    return 403 if isinstance(error, Refused) else 422
