# Mistake: How many have finished is counted without a lock.
# Fails: in_rounds--every-call-once (lost-wakeup), in_rounds--no-round-too-early (lost-wakeup), in_rounds--nothing-left-running (lost-wakeup)
import threading


def in_rounds(workers, rounds, work):
    finished = [0] * rounds
    over = [threading.Event() for _ in range(rounds)]

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            finished[number] += 1
            if finished[number] == workers:
                over[number].set()
            over[number].wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
