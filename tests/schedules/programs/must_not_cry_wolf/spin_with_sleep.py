# A thread sleeps and looks again.
import time
from threading import Thread

inbox = []
seen = []


def send():
    inbox.append("letter")


def receive():
    while not inbox:
        time.sleep(0.1)
    seen.append(inbox.pop())


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
    assert seen == ["letter"]
