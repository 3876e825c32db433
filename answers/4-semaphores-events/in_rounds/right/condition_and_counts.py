# Style: A condition, and how many have finished each round.
import threading


def in_rounds(workers, rounds, work):
    changed = threading.Condition()
    finished = [0] * (rounds + 1)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            with changed:
                finished[number] += 1
                changed.notify_all()
                while finished[number] < workers:
                    changed.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
