# A name that stands for a class gets another one.
# Kind: assertion
class A: v = 1
class B: v = 2
Impl = A
out = []
def user(): out.append(Impl().v)
def swapper():
    global Impl
    Impl = B


def test():
    import threading
    a = threading.Thread(target=user); b = threading.Thread(target=swapper)
    b.start(); a.start(); a.join(); b.join()
    assert out == [2]
