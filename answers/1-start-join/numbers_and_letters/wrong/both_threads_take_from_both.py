# Mistake: Two threads share two queues of lines, so each prints numbers and letters.
# Fails: numbers_and_letters--can-be-mixed (never), numbers_and_letters--a-thread-each (assertion)
import queue
from threading import Thread


def numbers_and_letters():
    lines = queue.Queue()
    for line in [1, 2, 3, 4, 5, "a", "b", "c", "d", "e"]:
        lines.put(line)

    def show(how_many):
        for _ in range(how_many):
            print(lines.get())

    threads = [Thread(target=show, args=(3,)), Thread(target=show, args=(7,))]
    threads[0].start()
    threads[0].join()
    threads[1].start()
    threads[1].join()
    print("Both threads have finished execution.")
