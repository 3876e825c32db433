# The receiver sleeps longer than the sender, and still may come first.
# Kind: assertion
from threading import Thread
from time import sleep

data = None
seen = []


def send():
    global data
    sleep(0.1)
    data = 42


def receive():
    sleep(1)
    seen.append(data)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
    assert seen == [42]
