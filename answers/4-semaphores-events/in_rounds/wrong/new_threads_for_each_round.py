# Mistake: Each round has threads of its own.
# Fails: in_rounds--every-call-once (assertion)
import threading


def in_rounds(workers, rounds, work):
    pass

    def run(worker):
        pass

    for number in range(rounds):
        threads = [threading.Thread(target=work, args=(worker, number)) for worker in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
