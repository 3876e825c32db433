# Mistake: keeps the places as text, and sorts them: "10" comes before "2".
# Fails: run_all--results-in-order (assertion)
from threading import Thread

def run_all(functions):
    results = {}

    def call(key, function):
        results[key] = function()

    threads = [Thread(target=call, args=(str(i), f)) for i, f in enumerate(functions)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return [value for key, value in sorted(results.items(), key=lambda item: item[0])]
