"""Facts about a program by which more of its steps are in conflict: the search begins again when it learns one."""

from __future__ import annotations

from typing import Final

# It looks at what it prints: at all of it in its order, or at each thread's own. Keys of the output, too.
PRINTED: Final = "printed"
PRINTED_BY: Final = "printed by"
SETUP_STARTS_THREADS: Final = "threads start before the test"
SETUP_DRAWS: Final = "random numbers are drawn before the test"
THREADS_LOOKED_AT: Final = "somebody looks whether a thread runs"
IDENTS_LOOKED_AT: Final = "somebody looks at the numbers of threads"  # the key of who has which, too
CLOCK_ONLY_SHOWN: Final = "what clocks say is only shown"
CLOCK_LOOKED_AT: Final = "somebody looks at the clock while threads run"
UNLUCKY: Final = "no random numbers let a loop end"
