"""What ``threading`` tells about all threads."""

from __future__ import annotations

from threadlab.schedules.primitives.thread import COUNTED, RUNNING, Thread, UnknownThread, thread_of
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.world import World, current_world


def main_thread() -> Thread:
    """Return the Thread in which the test runs."""
    return thread_of(current_world().fibers[0])


def alive_threads() -> list[Thread]:
    """Return the threads that have started and not ended, as ``threading.enumerate``; that has main to the end."""
    world = current_world()
    if COUNTED not in world.learned and not world.solo:
        world.learn(COUNTED)
    operation = _Count("look at", ((RUNNING, Mode.READ),), target="the running threads", quiet=True)
    operation.world = world
    world.step(operation)
    world.watch(RUNNING)
    threads = [thread_of(fiber) for fiber in world.fibers if not fiber.finished or fiber.number == 0]
    for thread in threads[1:]:
        world.watch(world.key(thread))
    return [thread for thread in threads if not isinstance(thread, UnknownThread)]


class _Count(Operation):
    """A look at all threads that have been started by then."""

    __slots__ = ("world",)
    world: World

    def settle(self) -> None:
        world = self.world
        started = tuple((world.key(thread_of(fiber)), Mode.READ) for fiber in world.fibers[1:])
        self.footprint = ((RUNNING, Mode.READ), *started)


def active_count() -> int:
    """Return how many threads are alive."""
    return len(alive_threads())
