"""Thread."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "thread = Thread(); print(thread.is_alive(), thread.ident, thread.daemon, thread.start(), thread.join())",
        "thread = Thread(target=print, args=('a', 1), kwargs={'sep': '-'}); run(thread)",
        "thread = Thread(None, print, 'named', ('a',), {'end': '!'}); run(thread); print(thread.name)",
        "thread = Thread(target=print, args=['a list', 2]); run(thread)",
        "thread = Thread(target=print, args=iter('ab')); run(thread)",
        "thread = Thread(group=None, target=None, name=None, args=(), kwargs=None, daemon=None); print(thread.daemon)",
        "print(Thread(name='one').name, Thread(name=2).name, Thread(name='', target=print).name == '')",
        "thread = Thread(name='one'); thread.name = 2; print(thread.name, thread.name == '2')",
        "print(Thread(daemon=True).daemon, Thread(daemon=False).daemon, Thread(daemon=1).daemon)",
        "thread = Thread(); thread.daemon = True; print(thread.daemon); thread.daemon = 0; print(thread.daemon)",
        "print(Thread(target=int, name='n').name, Thread(target=together).name.partition(' ')[2])",
        "thread = Thread(target=int); run(thread); print(thread.is_alive(), thread.join(), thread.join(1))",
        "thread = Thread(target=int); thread.start(); thread.join(timeout=9); thread.join(); print(thread.ident > 0)",
        "thread = Thread(target=int); run(thread); print(attempt(thread.start), thread.is_alive())",
        """
        class Worker(Thread):
            def __init__(self, number):
                super().__init__(name=f"worker {number}", daemon=False)
                self.number = number
                self.result = None
            def run(self):
                self.result = self.number * 2
        workers = [Worker(number) for number in range(3)]
        for worker in workers: worker.start()
        for worker in workers: worker.join()
        print([worker.result for worker in workers], [worker.name for worker in workers])
        """,
        """
        class Loud(Thread):
            def run(self):
                print("before")
                super().run()
                print("after")
        loud = Loud(target=print, args=["target"])
        loud.start()
        loud.join()
        """,
        """
        class Joined(Thread):
            def join(self, timeout=None):
                super().join(timeout)
                return "joined"
        thread = Joined(target=int)
        thread.start()
        print(thread.join())
        """,
        "thread = Thread(target=print, args=['in the caller']); thread.run(); print(thread.is_alive(), thread.ident)",
        "said = []; thread = Thread(target=lambda: said.append(current_thread() is thread)); run(thread); print(said)",
        "said = []; thread = Thread(target=lambda: said.append(thread.is_alive())); run(thread); print(said)",
        "said = []; thread = Thread(target=lambda: said.append(attempt(thread.join))); run(thread); print(said)",
        "said = []; outer = Thread(target=lambda: said.append(Thread().daemon), daemon=True); run(outer); print(said)",
        "thread = Thread(target=int); run(thread); print(attempt(setattr, thread, 'daemon', True), thread.daemon)",
        "thread = Thread(name='it'); print(repr(thread)); thread.daemon = True; print(repr(thread))",
        "thread = Thread(name='it', target=int); run(thread); print(repr(thread)[:16])",
        "thread = Thread(); thread.label = 'mine'; print(thread.label)",
        "thread = Thread(); print(thread == thread, thread == Thread(), bool(thread))",
        "thread = Thread(target=int); thread.start(); thread.join(timeout=-1); thread.join(); print('joined')",
    )
    MISUSES = (
        "Thread().join()",
        "Thread().join(0)",
        "thread = Thread(); thread.start(); thread.start()",
        "thread = Thread(); thread.start(); thread.join(); thread.start()",
        "current_thread().join()",
        "current_thread().daemon = True",
        "current_thread().start()",
        "thread = Thread(); thread.start(); thread.join(); thread.daemon = True",
        "Thread(1)",
        "Thread(print)",
        "Thread(group='workers')",
        "thread = Thread(target=print, args=['once']); thread.run(); thread.run()",
        """
        class Forgetful(Thread):
            def __init__(self): pass
        Forgetful().start()
        """,
        """
        class Forgetful(Thread):
            def __init__(self): pass
        Forgetful().join()
        """,
        """
        class Forgetful(Thread):
            def __init__(self): self.name = "me"
        Forgetful()
        """,
        """
        class Forgetful(Thread):
            def __init__(self): self.daemon = True
        Forgetful()
        """,
        """
        class Forgetful(Thread):
            def __init__(self): pass
        Forgetful().is_alive()
        """,
        "Thread().result",
    )
    WRONG_CALLS = (
        "Thread(targets=print)",
        "Thread(None, print, 'name', (), {}, True)",
        "Thread().start(1)",
        "Thread().join(1, 2)",
        "Thread().ident = 5",
        "Thread().is_alive(1)",
        "thread = Thread(target=int); thread.start(); thread.join('1')",
    )


def test_threads_run_in_any_order():
    assert outcomes("""
        order = Recorder()
        together(*[lambda name=name: order.add(name) for name in "abc"])
        print(*order.all())
    """) == {"a b c", "a c b", "b a c", "b c a", "c a b", "c b a"}


def test_a_started_thread_may_run_before_the_starter_goes_on_or_after():
    assert outcomes("""
        order = Recorder()
        thread = Thread(target=order.add, args=["thread"])
        thread.start()
        order.add("main")
        thread.join()
        print(*order.all())
    """) == {"main thread", "thread main"}


def test_what_the_starter_did_before_is_seen_and_what_the_thread_did_is_seen_after_join():
    assert outcomes("""
        data = [1]
        thread = Thread(target=lambda: data.append(len(data)))
        thread.start()
        thread.join()
        print(data)
    """) == {"[1, 1]"}


def test_without_join_its_work_may_not_be_done():
    assert outcomes("""
        done = Recorder()
        Thread(target=done.add, args=[1]).start()
        print(len(done))
    """) == {"0", "1"}


def test_a_time_limit_of_join_may_pass():
    assert outcomes("""
        done = Recorder()
        thread = Thread(target=done.add, args=[1])
        thread.start()
        thread.join(timeout=60)
        print(thread.is_alive(), len(done))
    """) == {"False 1", "True 0", "True 1"}


def test_who_is_alive_may_have_ended_at_the_next_look():
    assert outcomes("""
        thread = Thread(target=int)
        thread.start()
        print(thread.is_alive(), thread.is_alive())
        thread.join()
    """) == {"True True", "True False", "False False"}


def test_the_old_names_of_its_methods():
    assert outcomes("""
        thread = Thread(name="one")
        thread.setName("two")
        thread.setDaemon(True)
        print(thread.getName(), thread.isDaemon())
    """) == {"two True"}


def test_a_name_given_while_it_runs_may_come_too_late():
    assert outcomes("""
        said = Recorder()
        thread = Thread(target=lambda: said.add(current_thread().name), name="old")
        thread.start()
        thread.name = "new"
        thread.join()
        print(*said.all())
    """) == {"old", "new"}


def test_to_join_a_thread_that_another_thread_starts_may_be_too_early():
    assert outcomes("""
        said = Recorder()
        last = Thread(target=said.add, args=["last"])
        first = Thread(target=lambda: said.add(attempt(last.join)))
        first.start()
        last.start()
        first.join()
        last.join()
        print(*map(str, said.all()))
    """) == {"last None", "RuntimeError last", "last RuntimeError"}


def test_a_thread_has_a_number_when_it_was_started():
    assert outcomes("""
        said = {}
        late = Thread(target=int)
        first = Thread(target=lambda: said.update(it=late.ident is None))
        first.start()
        late.start()
        first.join()
        print(said["it"])
    """) == {"True", "False"}


def test_whether_a_second_start_is_one_too_many_does_not_depend_on_the_order():
    assert outcomes("""
        said = Recorder()
        thread = Thread(target=int)
        together(*[lambda: said.add(attempt(thread.start))] * 2)
        print(*sorted(map(str, said.all())))
    """) == {"None RuntimeError"}


def test_two_threads_that_join_each_other_wait_for_ever():
    assert outcomes("""
        one = Thread(target=lambda: two.join())
        two = Thread(target=lambda: one.join())
        two.start()
        one.start()
    """) == {"stuck", "RuntimeError: cannot join thread before it is started"}


def test_an_exception_ends_its_thread_and_is_the_schedules_failure():
    assert outcomes("""
        def fail(): raise KeyError("gone")
        together(fail)
    """) == {"KeyError: 'gone'"}


def test_exit_ends_a_thread_and_nothing_else():
    assert outcomes("""
        def leave(): raise SystemExit(3)
        together(leave)
        print("goes on")
    """) == {"goes on"}


def test_the_program_waits_for_threads_and_not_for_daemons():
    assert outcomes("thread = Thread(target=Event().wait); thread.start(); print('end')") == {"end (stuck)"}
    assert outcomes("thread = Thread(target=Event().wait, daemon=True); thread.start(); print('end')") == {"end"}


def test_a_daemon_may_not_come_to_its_end():
    assert outcomes("""
        done = Recorder()
        Thread(target=done.add, args=[1], daemon=True).start()
        print(len(done))
    """) == {"0", "1"}


def test_threads_started_by_threads():
    assert outcomes("""
        order = Recorder()
        def outer():
            inner = Thread(target=order.add, args=["inner"])
            inner.start()
            order.add("outer")
            inner.join()
        together(outer)
        print(*order.all())
    """) == {"inner outer", "outer inner"}


def test_threads_that_start_threads_name_them_in_any_order():
    assert outcomes("""
        names = {}
        def start(key):
            inner = Thread()
            names[key] = inner.name
        together(lambda: start("a"), lambda: start("b"))
        print(names["a"], names["b"])
    """) == {"Thread-3 Thread-4", "Thread-4 Thread-3"}
