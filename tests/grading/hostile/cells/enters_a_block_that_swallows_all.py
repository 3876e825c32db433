# Enters a block that swallows every exception, and leaves it open.
# verdict: fails or undecided
from contextlib import ExitStack
s = ExitStack()
s.push(lambda *a: True)
s.enter_context(s)
