# A loop that gets on with what the thread has for itself.

import threading

tls = threading.local()


def one():
    tls.n = 0
    while tls.n < 3:
        tls.n += 1


two = one


def test():
    a = threading.Thread(target=one)
    b = threading.Thread(target=two)
    a.start()
    b.start()
    a.join()
    b.join()
    pass
