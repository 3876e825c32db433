# Mistake: A lock around the work: only one works at a time.
# Fails: in_rounds--at-the-same-time (deadlock)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)
    lock = threading.Lock()

    def run(worker):
        for number in range(rounds):
            with lock:
                work(worker, number)
            barrier.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
