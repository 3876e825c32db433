# The receiver does not wait for the message.
# Kind: assertion
from threading import Thread

data = None
seen = []


def send():
    global data
    data = 42


def receive():
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
