# A loop that goes on with luck comes to its end.
import random
def work():
    while random.random() < 0.9:
        pass


def test():
    import threading
    a = threading.Thread(target=work)
    a.start(); a.join()
