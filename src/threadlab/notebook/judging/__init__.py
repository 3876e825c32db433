"""From cells to verdicts: one check, or a whole notebook."""
