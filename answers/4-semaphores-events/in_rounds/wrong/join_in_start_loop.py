# Mistake: Each worker is joined before the next one is started.
# Fails: in_rounds--every-call-once (deadlock), in_rounds--no-round-too-early (deadlock), in_rounds--at-the-same-time (deadlock), in_rounds--nothing-left-running (deadlock)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            barrier.wait()

    for worker in range(workers):
        thread = threading.Thread(target=run, args=(worker,))
        thread.start()
        thread.join()
