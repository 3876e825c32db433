# Style: a dictionary from position to result, put in order after the joins.
import threading


def run_all(functions):
    found = {}

    def run(position):
        found[position] = functions[position]()

    threads = []
    for position in range(len(functions)):
        thread = threading.Thread(target=run, args=[position])
        threads.append(thread)
        thread.start()
    for thread in threads:
        thread.join()
    return [found[position] for position in range(len(functions))]
