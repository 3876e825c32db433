# A loop without an end.
# Kind: endless
def work():
    number = 0
    while True:
        number = 1 - number


def test():
    work()
