# Mistake: Calls each function in its thread and once more in the caller for the result.
# Fails: run_all--threads-of-their-own (assertion)
from threading import Thread


def run_all(functions):
    threads = [Thread(target=f) for f in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return [f() for f in functions]
