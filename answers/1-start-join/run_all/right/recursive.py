# Style: recursion, one thread for the first function while the rest runs.
import threading


def run_all(functions):
    if not functions:
        return []
    first = []
    thread = threading.Thread(target=lambda: first.append(functions[0]()))
    thread.start()
    others = run_all(functions[1:])
    thread.join()
    return first + others
