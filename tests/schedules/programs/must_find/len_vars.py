# An object gets another attribute while a thread counts its attributes.
# Kind: assertion
class C: pass
c = C(); c.n = 0; out = []
def one(): c.new = 1
def two(): out.append(len(vars(c)))


def test():
    import threading
    x = threading.Thread(target=one); y = threading.Thread(target=two)
    x.start(); y.start(); x.join(); y.join()
    assert out == [1]
