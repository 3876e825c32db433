# Starts processes in the place of threads.
# verdict: undecided
from multiprocessing import Process

Process(target=print).start()
