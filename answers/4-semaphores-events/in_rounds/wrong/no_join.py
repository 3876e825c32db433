# Mistake: Nobody waits for the workers.
# Fails: in_rounds--nothing-left-running (assertion)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            barrier.wait()

    for worker in range(workers):
        threading.Thread(target=run, args=(worker,)).start()
