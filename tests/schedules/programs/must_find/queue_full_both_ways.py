# Two threads that each put twice before they get, with room for one.
# Kind: deadlock
import queue
from threading import Thread

there = queue.Queue(maxsize=1)
back = queue.Queue(maxsize=1)


def ping():
    there.put(1)
    there.put(2)
    back.get()


def pong():
    back.put(1)
    back.put(2)
    there.get()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(ping, pong)
