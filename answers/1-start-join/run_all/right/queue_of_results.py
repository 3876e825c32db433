# Style: pairs of position and result come back through a queue and are sorted.
import queue
from threading import Thread


def run_all(functions):
    done = queue.Queue()

    def run(index, function):
        done.put((index, function()))

    threads = [Thread(target=run, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pairs = [done.get() for _ in functions]
    pairs.sort(key=lambda pair: pair[0])
    return [result for _, result in pairs]
