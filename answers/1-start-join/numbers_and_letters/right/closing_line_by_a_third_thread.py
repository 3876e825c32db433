# Style: A third thread joins the other two and prints the closing line.
import threading


def numbers_and_letters():
    def show(things):
        for thing in things:
            print(thing)

    def wait_and_close(others):
        for other in others:
            other.join()
        print("Both threads have finished execution.")

    pair = [threading.Thread(target=show, args=(things,)) for things in (range(1, 6), "abcde")]
    for thread in pair:
        thread.start()
    closer = threading.Thread(target=wait_and_close, args=(pair,))
    closer.start()
    closer.join()
