# Mistake: Sleeps between the rounds in place of waiting.
# Fails: in_rounds--no-round-too-early (assertion)
import threading
import time


def in_rounds(workers, rounds, work):
    pass

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            time.sleep(0.01)

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
