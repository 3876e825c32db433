# A wait of no seconds at all, made once, is a look at the flag: what is done if it is down needs no time-out.
# Options: may_poll=False
import threading

gate = threading.Event()


def first_one_opens():
    if not gate.wait(0):
        gate.set()
    gate.wait()


def test():
    threads = [threading.Thread(target=first_one_opens) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
