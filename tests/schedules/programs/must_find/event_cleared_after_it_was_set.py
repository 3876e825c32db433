# The receiver clears the event after the sender has set it.
# Kind: lost-wakeup
import threading
from threading import Thread

event = threading.Event()


def send():
    event.set()


def receive():
    event.clear()
    event.wait()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(send, receive)
