"""Writing in a form as people do: with a click where the words stand, wherever that is by then."""

from contextlib import suppress

from playwright.sync_api import TimeoutError as NotInTime
from playwright.sync_api import expect

# Milliseconds.
A_MOMENT, A_WHILE = 3_000, 20_000
TRIES = 5


def come_to_words(page, form="#composer"):
    """Click where words are written; the editor may take the textarea's place at that moment."""
    words = page.locator(form).locator(":is(textarea[name=body], .ProseMirror):visible")
    for _try in range(TRIES):
        with suppress(NotInTime):
            words.click(timeout=A_MOMENT)
            break
    expect(words).to_be_focused(timeout=A_WHILE)
    return words


def come_to_editor(page, form="#composer"):
    """Click where words are written, and wait for the editor."""
    come_to_words(page, form)
    editor = page.locator(form).locator(".ProseMirror")
    expect(editor).to_be_focused(timeout=A_WHILE)
    return editor


def write(page, words, form="#composer"):
    """Write in the editor, and send it."""
    come_to_editor(page, form).press_sequentially(words)
    page.locator(form).locator("button[type=submit]").click()
