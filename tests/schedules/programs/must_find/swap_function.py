# A name that stands for a function gets another one.
# Kind: assertion
import threading
def old(): return 1
def new(): return 2
handler = old
out = []
def user():
    out.append(handler())
def swapper():
    global handler
    handler = new


def test():
    import threading
    a = threading.Thread(target=user); b = threading.Thread(target=swapper)
    a.start(); b.start(); a.join(); b.join()
    assert out == [1]
