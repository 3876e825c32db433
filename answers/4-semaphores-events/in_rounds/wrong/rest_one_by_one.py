# Mistake: After the first round a lock keeps the workers apart.
# Fails: in_rounds--at-the-same-time (deadlock)
import threading


def in_rounds(workers, rounds, work):
    barrier = threading.Barrier(workers)
    lock = threading.Lock()

    def run(me):
        for number in range(rounds):
            if number == 0:
                work(me, number)
            else:
                with lock:
                    work(me, number)
            barrier.wait()

    crew = [threading.Thread(target=run, args=(me,)) for me in range(workers)]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
