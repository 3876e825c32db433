# Style: a ThreadPoolExecutor of two workers, left before the last line is printed.
from concurrent.futures import ThreadPoolExecutor


def show(text):
    for character in text:
        print(character)


def numbers_and_letters():
    pools = [ThreadPoolExecutor(max_workers=1), ThreadPoolExecutor(max_workers=1)]
    for pool, text in zip(pools, ["12345", "abcde"]):
        pool.submit(show, text)
    for pool in pools:
        pool.shutdown(wait=True)
    print("Both threads have finished execution.")
