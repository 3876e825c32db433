# Mistake: The barrier waits for one less than there are.
# Fails: in_rounds--every-call-once (deadlock), in_rounds--no-round-too-early (assertion), in_rounds--at-the-same-time (deadlock)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(max(1, workers - 1))

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            barrier.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
