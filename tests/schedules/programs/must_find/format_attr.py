# A format string reads an attribute that another thread writes.
# Kind: assertion
class C: pass
c = C(); c.value = 0
out = []
def one(): out.append("{0.value}".format(c))
def two(): c.value = 1


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    assert out == ['0']
