# Mistake: Only the last worker is waited for.
# Fails: in_rounds--nothing-left-running (assertion)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds):
            if number > 0:
                barrier.wait()
            work(worker, number)

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    threads[-1].join()
