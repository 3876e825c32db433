# Style: a lock around each print, never around a whole loop.
import threading

lock = threading.Lock()


def slowly(things):
    for thing in things:
        with lock:
            print(thing)


def numbers_and_letters():
    first = threading.Thread(target=slowly, args=[(1, 2, 3, 4, 5)])
    second = threading.Thread(target=slowly, args=["abcde"])
    for thread in first, second:
        thread.start()
    for thread in first, second:
        thread.join()
    print("Both threads have finished execution.")
