"""The sandboxed process that judges submissions, and how one talks to it."""
