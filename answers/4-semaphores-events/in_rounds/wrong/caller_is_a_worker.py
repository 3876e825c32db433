# Mistake: The caller does the work of the last worker.
# Fails: in_rounds--every-call-once (assertion)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            barrier.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers - 1)]
    for thread in threads:
        thread.start()
    run(workers - 1)
    for thread in threads:
        thread.join()
