# Mistake: The barrier waits for one more than there are.
# Fails: in_rounds--every-call-once (deadlock), in_rounds--no-round-too-early (deadlock), in_rounds--at-the-same-time (deadlock), in_rounds--nothing-left-running (deadlock)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers + 1)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            barrier.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
