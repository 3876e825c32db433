# Mistake: a pool of 32 threads: who has done takes the next function, and 33 do not run at a time.
# Fails: run_all--threads-of-their-own (assertion), run_all--at-the-same-time (deadlock)
from concurrent.futures import ThreadPoolExecutor

def run_all(functions):
    with ThreadPoolExecutor(max_workers=32) as pool:
        return list(pool.map(lambda f: f(), functions))
