# A thread spins until another sets the flag.
from threading import Thread

ready = False
data = None
seen = []


def send():
    global ready, data
    data = 1
    ready = True


def receive():
    while not ready:
        pass
    seen.append(data)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
    assert seen == [1]
