# Mistake: One event for all rounds: after the first it stays up.
# Fails: in_rounds--no-round-too-early (assertion)
import threading


def in_rounds(workers, rounds, work):
    lock = threading.Lock()
    finished = [0] * rounds
    over = threading.Event()

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            with lock:
                finished[number] += 1
                if finished[number] == workers:
                    over.set()
            over.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
