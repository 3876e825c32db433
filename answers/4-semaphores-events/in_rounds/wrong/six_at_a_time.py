# Mistake: only six workers may be at work at a time.
# Fails: in_rounds--at-the-same-time (deadlock)
from threading import Thread, Barrier, Semaphore

def in_rounds(workers, rounds, work):
    limit = Semaphore(6)
    step = Barrier(workers)

    def run(worker):
        for number in range(rounds):
            with limit:
                work(worker, number)
            step.wait()

    threads = [Thread(target=run, args=(n,)) for n in range(workers)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
