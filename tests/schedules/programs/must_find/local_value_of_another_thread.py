# A value stored in threading.local by one thread is not there in another.
# Kind: exception
import threading
from threading import Thread

local = threading.local()


def work():
    local.value


def test():
    local.value = 1
    thread = Thread(target=work)
    thread.start()
    thread.join()
