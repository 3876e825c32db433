# _thread and its locks.
import _thread

lock = _thread.allocate_lock()
counter = 0


def work(done):
    global counter
    with lock:
        counter += 1
    done.release()


def test():
    gates = []
    for _ in range(2):
        gate = _thread.allocate_lock()
        gate.acquire()
        _thread.start_new_thread(work, (gate,))
        gates.append(gate)
    for gate in gates:
        gate.acquire()
    assert counter == 2
