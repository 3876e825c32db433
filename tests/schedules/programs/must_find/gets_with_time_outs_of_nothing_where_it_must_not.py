# A get that waits no seconds at all only looks: who makes it again and again polls.
# Kind: polls
# Options: may_poll=False
import queue
import threading

letters = queue.Queue()


def wait():
    while True:
        try:
            return letters.get(timeout=0)
        except queue.Empty:
            continue


def test():
    reader = threading.Thread(target=wait)
    reader.start()
    letters.put("hello")
    reader.join()
