# Style: A barrier between rounds, none after the last.
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
    for thread in threads:
        thread.join()
