# Style: generators for both sequences, threads with names and keyword arguments.
import threading


def numbers():
    yield from (1, 2, 3, 4, 5)


def letters():
    for code in range(ord("a"), ord("e") + 1):
        yield chr(code)


def show(source):
    for thing in source:
        print(thing)


def numbers_and_letters():
    threads = {}
    for source in (numbers, letters):
        threads[source] = threading.Thread(target=show, kwargs={"source": source()}, name=source.__name__)
        threads[source].start()
    while threads:
        _, thread = threads.popitem()
        thread.join()
    print("Both threads have finished execution.")
