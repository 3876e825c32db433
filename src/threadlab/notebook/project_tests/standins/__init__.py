"""What a test gets for ``pytest`` and ``unittest`` while it runs on a schedule: texts, run like modules of its own."""
