# wait() until all futures are done.
from concurrent.futures import ThreadPoolExecutor, wait

done = []


def test():
    pool = ThreadPoolExecutor(max_workers=1)
    futures = [pool.submit(done.append, number) for number in (1, 2)]
    finished, pending = wait(futures)
    pool.shutdown()
    assert done == [1, 2]
    assert len(finished) == 2 and not pending
