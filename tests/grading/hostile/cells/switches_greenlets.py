# Switches threads by itself.
# verdict: undecided
from greenlet import getcurrent

print(getcurrent().parent)
