# Mistake: The barrier is used once, after the first round.
# Fails: in_rounds--no-round-too-early (assertion)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            if number == 0:
                barrier.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
