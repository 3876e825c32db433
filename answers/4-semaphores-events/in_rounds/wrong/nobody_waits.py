# Mistake: There is nothing between the rounds.
# Fails: in_rounds--no-round-too-early (assertion)
import threading


def in_rounds(workers, rounds, work):
    pass

    def run(worker):
        for number in range(rounds):
            work(worker, number)

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
