# Starts ten thousand threads.
# verdict: undecided
# cpu: 2
from threading import Thread

for _ in range(10_000):
    Thread(target=print).start()
