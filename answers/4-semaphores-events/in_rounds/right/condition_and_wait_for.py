# Style: A condition, the number of the round, and how many are still at work.
import threading


def in_rounds(workers, rounds, work):
    changed = threading.Condition()
    at_work = [workers]
    current = [0]

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            with changed:
                at_work[0] -= 1
                if at_work[0] == 0:
                    at_work[0] = workers
                    current[0] += 1
                    changed.notify_all()
                else:
                    changed.wait_for(lambda: current[0] > number)

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
