# map gives the results in the order of the arguments.
from concurrent.futures import ThreadPoolExecutor


def square(number):
    return number * number


def test():
    with ThreadPoolExecutor(max_workers=2) as pool:
        assert list(pool.map(square, [1, 2])) == [1, 4]
