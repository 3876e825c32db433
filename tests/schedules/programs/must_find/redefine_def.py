# A thread defines a function anew while another one calls it.
# Kind: assertion
def handler(): return 1
out = []
def one(): out.append(handler())
def two():
    global handler
    def handler(): return 2


def test():
    import threading
    a = threading.Thread(target=one); b = threading.Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
    assert out == [1]
