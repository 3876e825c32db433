# Style: An event for each round, which the last one sets.
import threading


def in_rounds(workers, rounds, work):
    lock = threading.Lock()
    finished = [0] * rounds
    over = [threading.Event() for _ in range(rounds)]

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            with lock:
                finished[number] += 1
                last = finished[number] == workers
            if last:
                over[number].set()
            over[number].wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
