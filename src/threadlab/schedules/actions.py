"""What a step can be: every action that a thread performs, in one place."""

from __future__ import annotations

from typing import Literal, get_args

Action = Literal[
    "read",  # reads shared data
    "write",  # changes shared data
    "call",  # calls what reads or changes shared data
    "look at",  # asks a primitive or a thread how it is
    "acquire",  # takes a lock or a place of a semaphore
    "try to acquire",  # takes a lock if it is free
    "release",  # gives a lock or a place back
    "wait",  # gives its lock up and waits; of an event, a barrier: waits
    "wake",  # has been notified, and takes its lock again
    "notify",  # wakes some who wait
    "notify_all",  # wakes all who wait
    "set",  # sets an event
    "clear",  # clears an event
    "go on",  # goes on from a barrier
    "open",  # opens a barrier
    "break",  # breaks a barrier
    "reset",  # resets a barrier
    "abort",  # aborts a barrier
    "put",  # puts an item into a queue
    "get",  # takes an item out of a queue
    "count",  # changes the number of unfinished tasks
    "change",  # binds a part of a queue anew
    "task_done",  # reports an item as done
    "close",  # closes a buffer
    "shut down",  # shuts a queue or an executor down
    "submit",  # hands a call to an executor
    "look for work",  # looks whether an executor has a call to make
    "begin",  # begins the call of a future
    "finish",  # ends the call of a future
    "cancel",  # cancels a future
    "result",  # waits for what a future gives
    "exception",  # waits for what a future raises
    "add a callback",  # asks to be called when a future is done
    "start",  # starts a thread
    "join",  # waits for a thread to end
    "end",  # ends
    "name",  # gives a thread a name
    "number",  # takes the number of the next thread
    "sleep",  # sleeps
    "spin",  # looks once more, in a loop that polls
    "go round",  # goes round a loop, again and again; no record has it
    "print",  # prints
    "raise",  # raises, or lets an exception through
    "draw",  # draws a random number
    "advance",  # goes on with an iterator that threads share
    "yield",  # comes out of a generator that threads share
    "pick",  # goes one of several ways
    "return",  # returns from the test
    "enter",  # begins what the test watches
    "leave",  # ends what the test watches
    "record",  # writes into the books of the test
    # What a story makes of several of these:
    "give back and wait",  # gives its lock back, and waits
    "give a lock back and wait",  # the same, where the lock has a name of its own
    "take again",  # has been notified, and has its lock again
]
"""What one step does to its target."""

ACTIONS: frozenset[Action] = frozenset(get_args(Action))
