"""Recorder, printed and printed_by: what a test keeps its books with."""

from tests.schedules.primitives.programs import outcomes
from threadlab import explore


def test_it_keeps_what_was_added_in_order():
    assert outcomes("books = Recorder(); books.add(1); books.add('b'); print(books.all(), len(books))") == {
        "[1, 'b'] 2"
    }
    assert outcomes("books = Recorder(); print(books.all(), len(books), books.inside, books.most_inside)") == {
        "[] 0 0 0"
    }


def test_what_it_gives_is_a_list_of_its_own():
    assert outcomes("books = Recorder(); books.add(1); books.all().append(2); print(books.all())") == {"[1]"}


def test_no_call_is_ever_lost():
    assert outcomes("""
        books = Recorder()
        together(*[lambda: books.add(1)] * 3)
        print(len(books))
    """) == {"3"}


def test_every_order_of_calls_is_tried():
    assert outcomes("""
        books = Recorder()
        together(lambda: books.add("a1") or books.add("a2"), lambda: books.add("b"))
        print(*books.all())
    """) == {"a1 a2 b", "a1 b a2", "b a1 a2"}


def test_a_look_may_come_at_any_moment():
    assert outcomes("""
        books, seen = Recorder(), {}
        def look(): seen["it"] = books.all(), len(books)
        together(lambda: books.add(1), look)
        print(seen["it"])
    """) == {"([], 0)", "([], 1)", "([1], 1)"}


def test_how_many_are_inside_and_were_at_most():
    assert outcomes("""
        books, lock = Recorder(), Lock()
        def work():
            books.enter()
            books.leave()
        def careful():
            with lock: work()
        together(careful, careful)
        print(books.inside, books.most_inside)
    """) == {"0 1"}
    assert outcomes("""
        books = Recorder()
        def work():
            books.enter()
            books.leave()
        together(work, work)
        print(books.inside, books.most_inside)
    """) == {"0 1", "0 2"}


def test_who_only_enters_is_still_inside():
    assert outcomes("books = Recorder(); together(books.enter, books.enter); print(books.inside)") == {"2"}


def test_a_loop_that_looks_at_it_ends_when_there_is_something():
    assert outcomes("""
        books = Recorder()
        def wait():
            while not books.all(): pass
        together(wait, lambda: books.add(1))
        print(len(books))
    """) == {"1"}


def test_printed_gives_the_lines_so_far():
    assert outcomes("""
        print("one")
        print("two", end="")
        print(printed() == ["one", "two"])
    """) == {"one / twoTrue"}


def test_lines_of_threads_come_in_any_order_and_whole():
    assert outcomes("""
        together(lambda: print("a", 1), lambda: print("b", 2))
        assert sorted(printed()) == ["a 1", "b 2"]
    """) == {"a 1 / b 2", "b 2 / a 1"}


def test_printed_may_come_before_the_line():
    assert outcomes("""
        seen = {}
        def look(): seen["it"] = len(printed())
        together(lambda: print("line"), look)
        print(seen["it"])
    """) == {"line / 0", "line / 1"}


def test_printed_by_gives_each_thread_its_lines():
    assert outcomes("""
        thread = Thread(target=lambda: print("two\\nthree", end=""))
        print("one")
        thread.start()
        thread.join()
        print("four")
        seen = printed_by()
        print(seen == {threading.main_thread(): ["one", "four"], thread: ["two", "three"]}, list(seen.values()))
    """) == {"one / two / threefour / True [['one', 'four'], ['two', 'three']]"}


def test_printed_by_sees_a_line_or_not_yet():
    assert outcomes("""
        seen = {}
        def look(): seen["it"] = list(printed_by().values())
        together(lambda: print("line"), look)
        print(seen["it"])
    """) == {"line / []", "line / [['line']]"}


def test_the_order_of_the_threads_makes_no_difference_to_printed_by():
    def result(look):
        test = (
            f"def test():\n    threads = [Thread(target=print, args=(name,)) for name in 'abc']\n"
            f"    for t in threads: t.start()\n    for t in threads: t.join()\n    assert {look}"
        )
        return explore(test, "from threading import Thread\nfrom threadlab import printed, printed_by")

    assert (result("len(printed()) == 3").verdict, result("len(printed()) == 3").schedules) == ("holds", 6)
    assert (result("len(printed_by()) == 3").verdict, result("len(printed_by()) == 3").schedules) == ("holds", 1)
