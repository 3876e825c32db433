# Each thread knows itself.
import threading
from threading import Thread

names = {}


def work(key):
    names[key] = threading.current_thread().name


def test():
    threads = [Thread(target=work, args=(key,), name="thread " + key) for key in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == {"a": "thread a", "b": "thread b"}
    assert threading.current_thread() is threading.main_thread()
