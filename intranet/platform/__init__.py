"""What every app stands on and no user can name: outbox, audit, rich text, paging, files."""
