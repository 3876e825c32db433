# The reference is published before the object is complete.
# Kind: exception
import threading
from threading import Thread


class Config:
    pass


lock = threading.Lock()
instance = None


def get():
    global instance
    if instance is None:
        with lock:
            if instance is None:
                instance = Config()
                instance.port = 80
    return instance


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: get().port, lambda: get().port)
