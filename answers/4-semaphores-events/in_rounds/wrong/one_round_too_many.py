# Mistake: One round more than was asked for.
# Fails: in_rounds--every-call-once (assertion)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds + 1):
            work(worker, number)
            barrier.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
