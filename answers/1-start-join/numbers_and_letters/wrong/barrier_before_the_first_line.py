# Mistake: each thread waits at a barrier until the other one has been started, too.
# Fails: numbers_and_letters--can-be-mixed (never)
from threading import Barrier, Thread


def numbers_and_letters():
    together = Barrier(2)

    def print_all(lines):
        together.wait()
        for line in lines:
            print(line)

    threads = [Thread(target=print_all, args=(lines,)) for lines in (range(1, 6), "abcde")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("Both threads have finished execution.")
