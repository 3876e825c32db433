# Mistake: Waits until all work is done, but not until the threads have ended.
# Fails: in_rounds--nothing-left-running (still-running)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)
    done = threading.Semaphore(0)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            done.release()
            barrier.wait()

    for worker in range(workers):
        threading.Thread(target=run, args=(worker,)).start()
    for _ in range(workers * rounds):
        done.acquire()
