# Reaches a forbidden module through an allowed one.
# verdict: undecided
import random

print(random._os.environ)
