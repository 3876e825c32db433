# Mistake: The number of the worker is looked up when the thread runs.
# Fails: in_rounds--every-call-once (assertion)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            barrier.wait()

    threads = [threading.Thread(target=lambda: run(worker)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
