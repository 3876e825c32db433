# Kind: exception
# heappush compares with the objects' own __lt__, in which another thread may push too: the list changes size meanwhile.
import heapq
import threading


class Task:
    def __init__(self, priority):
        self.priority = priority

    def __lt__(self, other):
        return self.priority < other.priority


heap = [Task(1), Task(2)]


def push():
    heapq.heappush(heap, Task(0))


def test():
    threads = [threading.Thread(target=push) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
