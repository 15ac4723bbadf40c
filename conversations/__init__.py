"""What hangs under content: threads, comments, reactions, mentions, follows, attachments.

Nouns: thread, comment, version, reaction, mention, follow, bookmark, topic, attachment, draft.
Others may call: open_thread, add_comment, edit_thread, edit_comment, remove_contribution,
withdraw_contribution.
"""
