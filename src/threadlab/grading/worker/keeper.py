"""Inside the sandbox: a keeper that has everything imported, and forks one worker for each submission.

Starting Python and importing the package takes a hundred times longer than a fork, so the keeper does it once.
Submissions stay apart all the same, because nothing can pass from one to the next:

- The keeper never reads a submission. It receives an open line for each (a socket, through the control socket),
  hands it to a fresh fork and closes its own copy, so no text of one student is in the memory that the next
  worker is forked from. All that it reads itself are notebooks as they were handed out, the author's own: it
  compiles what every submission of them has in common, and runs nothing.
- A worker begins by imposing the limits and the system call filter upon itself, then reads its request. Behind
  the filter it has its own copy of the memory and its line, no file, no second process or thread, no signal, no
  socket: nothing that could outlast it, and nobody that it could reach, the keeper included.
- A worker ends with its one report. The keeper says how it ended: only the kernel's word counts for that.

The keeper ends when the grader hangs up, whatever became of the grader, and takes its worker along. (To be killed
by the kernel with one's parent, as bubblewrap's ``--die-with-parent`` does, leaves a moment at the start in which
a process can be orphaned, and ties it to a single thread of the grader.)

What no sandbox can do: a program that gets round the language policy shares its memory with the judge, so it could
write a report of its own, in its own name alone. That is why the policy refuses everything that leads there, and why
there is a wall around what judges (see ``wall``): a report counts only with the word that came along with the request,
which is nowhere but in the variables of the function that writes it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast

from threadlab.grading.sandbox import landlock, probe, seccomp, syscalls
from threadlab.grading.sandbox.base import Guard
from threadlab.grading.worker.exit_reason import OUT_OF_MEMORY, TAMPERED
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import JSON, decode, encode

if TYPE_CHECKING:  # what a judge without a wall need not import
    from threadlab.grading.worker.wall import Wall

WORD_SIZE = 16  # bytes of the word with which a report begins
ORDER_SIZE = 4096  # bytes; an order and a note of an ending are both far shorter
_NULL = 0  # the keeper is started with the null device as its standard input


class JudgingModule(Protocol):
    """What a judging module offers."""

    def prepare(self) -> None:
        """Import and warm up all that judging needs: no worker can open a file."""

    def wall(self) -> Wall | None:
        """Raise the wall around what judges, once all is prepared; None if there is to be none."""

    def learn(self, request: Any) -> None:
        """Find out, in the keeper, what can be known of an author's notebook before a submission of it comes."""

    def judge(self, request: Any) -> JSON:
        """Judge one submission and give its report."""


def main(control: int, judge: str, guards: Sequence[Guard]) -> None:
    """Keep workers until the grader hangs up.

    Args:
        control: the descriptor of the socket on which orders come.
        judge: the name of the judging module.
        guards: the restrictions that this process and its workers take upon themselves.
    """
    if sys.platform == "linux":
        syscalls.adopt_orphans()
    module = cast("JudgingModule", importlib.import_module(judge))
    module.prepare()
    wall = module.wall()
    _settle()
    if "landlock" in guards:
        landlock.restrict()
    with socket.socket(fileno=control) as orders:
        _serve(orders, module, wall, guards)


def _settle() -> None:
    """Keep what is in memory out of all later collections: the first in each worker would copy every page of it."""
    gc.collect()
    gc.freeze()


def _serve(orders: socket.socket, judge: JudgingModule, wall: Wall | None, guards: Sequence[Guard]) -> None:
    bell = _Bell()
    while True:
        message, descriptors, _, _ = socket.recv_fds(orders, ORDER_SIZE, 1)
        if not message:
            return
        order = json.loads(message)
        limits = Limits(**order["limits"])
        line = descriptors[0]
        if order["task"] == "learn":
            with suppress(Exception):  # what is wrong with a notebook is said by the workers that judge it
                judge.learn(decode(_read(line)[WORD_SIZE:]))
            _settle()
            os.close(line)
            orders.sendall(encode({}))
            continue
        pid = os.fork()
        if pid == 0:
            orders.close()
            bell.close()
            if order["task"] == "judge":
                _work(line, limits, guards, judge.judge, wall)
            _work(line, limits, guards, lambda _: probe.open_walls())
        os.close(line)
        note = _watch(pid, orders, bell, limits.wall_seconds)
        if sys.platform == "linux" and not guards:
            _end_strays()
        if note is None:
            return
        orders.sendall(encode(note))


class _Bell:
    """A descriptor that can be read from when a child has ended."""

    def __init__(self) -> None:
        self._ends = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a signal that nobody handles rings no bell
        signal.set_wakeup_fd(self._ends[1])

    def close(self) -> None:
        """Have no bell any more, in a fork of the process that made it."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in self._ends:
            os.close(end)

    def fileno(self) -> int:
        """Give the descriptor."""
        return self._ends[0]

    def hush(self) -> None:
        """Hear no more of what has rung so far."""
        os.read(self._ends[0], ORDER_SIZE)


def _watch(pid: int, orders: socket.socket, bell: _Bell, wall_seconds: float) -> JSON:
    """Wait for a worker's end, bring it about when time is up, and say how it ended; nothing if the grader is gone."""
    deadline = time.monotonic() + wall_seconds
    late = False
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return {"status": status, "cpu_seconds": usage.ru_utime + usage.ru_stime, "late": late}
        patience = None if late else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([orders.fileno(), bell.fileno()], [], [], patience)
        if bell.fileno() in ready:
            bell.hush()
        elif ready:  # it sends no order before this one is carried out: it has hung up
            os.kill(pid, signal.SIGKILL)
            os.wait4(pid, 0)
            return None
        else:
            late = True
            os.kill(pid, signal.SIGKILL)


def _end_strays() -> None:
    """End what a worker has left behind, where nothing kept it from starting processes: all are the keeper's now."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    while strays := [int(pid) for pid in children.read_text().split()]:
        for pid in strays:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _work(
    line: int, limits: Limits, guards: Sequence[Guard], task: Callable[[Any], JSON], wall: Wall | None = None
) -> NoReturn:
    status = 1
    try:
        if sys.platform == "linux":
            syscalls.die_with_parent()
        for output in (1, 2):
            os.dup2(_NULL, output)
        limits.impose()
        if "seccomp" in guards:
            seccomp.restrict()
        request = _read(line)
        if wall is not None:
            wall.begin()
        answer = _answer(request[WORD_SIZE:], task)
        if wall is not None and not wall.stands():
            os._exit(TAMPERED)
        _write(line, request[:WORD_SIZE] + answer)
        status = 0
    finally:
        os._exit(status)


def _read(line: int) -> bytes:
    received = []
    while part := os.read(line, 1 << 16):
        received.append(part)
    return b"".join(received)


def _write(line: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(line, rest) :]


def _answer(request: bytes, task: Callable[[Any], JSON]) -> bytes:
    try:
        return encode({"report": task(decode(request))})
    except MemoryError:
        return encode({"reason": OUT_OF_MEMORY})
    except Exception:
        return encode({"fault": traceback.format_exc()[-4000:]})
