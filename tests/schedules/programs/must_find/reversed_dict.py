# A dict grows after its reversed iterator has been made.
# Kind: assertion
d = {'a': 1}; out = []
def one(): d['b'] = 2
def two():
    try: out.append(list(reversed(d)))
    except RuntimeError: out.append('changed')


def test():
    import threading
    x = threading.Thread(target=one); y = threading.Thread(target=two)
    x.start(); y.start(); x.join(); y.join()
    assert out == [['a']]
