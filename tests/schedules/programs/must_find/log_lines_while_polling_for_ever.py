# What nobody listens to is logged in each turn, and the flag that is set is a local variable.
# Kind: livelock|endless
import logging
import threading
import time

ready = False
log = logging.getLogger("waiting")


def wait():
    while not ready:
        log.info("waiting")
        time.sleep(0.1)


def go():
    ready = True


def test():
    waiter, setter = threading.Thread(target=wait), threading.Thread(target=go)
    waiter.start()
    setter.start()
    waiter.join()
    setter.join()
