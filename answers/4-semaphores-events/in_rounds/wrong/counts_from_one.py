# Mistake: The rounds are numbered from 1.
# Fails: in_rounds--every-call-once (assertion), in_rounds--no-round-too-early (assertion)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(1, rounds + 1):
            work(worker, number)
            barrier.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
