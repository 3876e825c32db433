# Style: The caller counts those who have finished, and gives each a token for the next round.
import threading


def in_rounds(workers, rounds, work):
    finished = threading.Semaphore(0)
    tokens = [threading.Semaphore(0) for _ in range(workers)]

    def run(worker):
        for number in range(rounds):
            tokens[worker].acquire()
            work(worker, number)
            finished.release()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for number in range(rounds):
        for token in tokens:
            token.release()
        for _ in range(workers):
            finished.acquire()
    for thread in threads:
        thread.join()
