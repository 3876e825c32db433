# Style: An executor runs the workers.
import threading
from concurrent.futures import ThreadPoolExecutor


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)

    def run(worker):
        for number in range(rounds):
            work(worker, number)
            barrier.wait()

    with ThreadPoolExecutor(max_workers=workers) as pool:
        for future in [pool.submit(run, worker) for worker in range(workers)]:
            future.result()
