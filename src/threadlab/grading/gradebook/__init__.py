"""``gradebook.db``: one session, ids that follow from contents, bytes that do not vary."""
