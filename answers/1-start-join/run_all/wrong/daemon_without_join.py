# Mistake: believes that daemon threads need no join.
# Fails: run_all--results-in-order (assertion), run_all--nothing-left-running (assertion)
import threading


def run_all(functions):
    results = {}

    def run(index, function):
        results[index] = function()

    for index, function in enumerate(functions):
        thread = threading.Thread(target=run, args=(index, function), daemon=True)
        thread.start()
    return [results.get(index) for index in range(len(functions))]
