# Starts ten thousand threads.
# verdict: undecided
from threading import Thread

for _ in range(10_000):
    Thread(target=print).start()
