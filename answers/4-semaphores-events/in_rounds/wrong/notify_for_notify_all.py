# Mistake: The last one wakes one of the others only.
# Fails: in_rounds--every-call-once (lost-wakeup), in_rounds--no-round-too-early (lost-wakeup), in_rounds--at-the-same-time (lost-wakeup)
import threading


def in_rounds(workers, rounds, work):
    changed = threading.Condition()
    finished = [0] * (rounds + 1)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            with changed:
                finished[number] += 1
                if finished[number] == workers:
                    changed.notify()
                while finished[number] < workers:
                    changed.wait()

    threads = [threading.Thread(target=run, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
