"""The grader's end of one sandboxed keeper: start it, give it submissions one by one, stop it."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
from dataclasses import asdict
from threading import Lock

from threadlab.grading.sandbox.base import ENVIRONMENT, Sandbox, SandboxedModule
from threadlab.grading.worker.exit_reason import WorkerExit, conclude
from threadlab.grading.worker.keeper import ORDER_SIZE, WORD_SIZE
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import JSON, Outcome, Submission, Task, decode, encode

PATIENCE = 60  # seconds beyond the wall limit after which a keeper that says nothing is given up
_PART = 1 << 16
_LAST_WORDS = 2000
_UNSIGNED = b"?"  # no JSON


class KeeperLostError(Exception):
    """The box does not run, or runs no longer; the message has its last words."""


class SandboxedKeeper:
    """One sandboxed process that keeps workers: one worker at a time, a fresh one for each submission.

    The box ends with the grader, at the latest. One thread at a time may use it, but any thread may ``close`` it at
    any time.

    Raises:
        KeeperLostError: if it does not start, or if its walls, tried from inside, do not hold.
    """

    def __init__(self, sandbox: Sandbox, program: SandboxedModule, limits: Limits) -> None:
        self.sandbox = sandbox
        self._limits = limits
        self._learned: set[bytes] = set()
        self.closed = False
        self._closing = Lock()
        self._orders, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(  # noqa: S603  the command is ours, from first word to last
                    sandbox.command(program, theirs.fileno()),
                    env=ENVIRONMENT,
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # an interrupt typed at the terminal is for the grader alone
                )
            except OSError as error:
                self._orders.close()
                raise KeeperLostError(f"it cannot be started ({error.strerror}: {error.filename})") from None
        try:
            self._try_walls()
        except BaseException:
            self.close()
            raise

    def close(self) -> str:
        """End the keeper and its worker, wait until they are gone, and give the keeper's last words."""
        with self._closing:
            if self.closed:
                return ""
            self.closed = True
            with contextlib.suppress(OSError):  # it may be gone already
                self._orders.shutdown(socket.SHUT_RDWR)
            try:  # until the last process that holds its end of the pipe is gone
                _, words = self._process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                _, words = self._process.communicate()
            self._orders.close()
        return words.decode(errors="replace").strip()[-_LAST_WORDS:]

    def judge(self, submission: Submission, limits: Limits | None = None) -> Outcome:
        """Judge one submission in a worker of its own, within the box's limits if no others are given.

        The keeper learns a notebook as it was handed out before the first submission of it.

        Raises:
            KeeperLostError: if somebody else ended the keeper or the worker. That says nothing about the submission.
        """
        limits = limits or self._limits
        if submission.untouched and submission.untouched not in self._learned:
            self._converse("learn", submission.untouched, limits)
            self._learned.add(submission.untouched)
        data, ending = self._converse("judge", encode(dict(submission.request)), limits)
        if ending.killed_by_others(limits):
            raise KeeperLostError("somebody killed the worker; the machine may be short of memory")
        return conclude(Outcome(submission.key, sandbox=self.sandbox.name), data, ending, limits)

    def _try_walls(self) -> None:
        data, ending = self._converse("try walls", b"null", self._limits)
        try:
            holes = decode(data)["report"]
        except (ValueError, KeyError, TypeError):
            raise KeeperLostError(f"its trial run failed: {ending} {self.close()}") from None
        if holes and self.sandbox.guards:
            raise KeeperLostError(f"inside it a worker can {', '.join(holes)}")

    def _converse(self, task: Task, request: bytes, limits: Limits) -> tuple[bytes, WorkerExit]:
        """Order a task, send what it needs, and take the answer and the keeper's note of how it ended."""
        order: JSON = {"task": task, "limits": asdict(limits)}
        mine, theirs = socket.socketpair()
        try:
            with mine:
                for end in (mine, self._orders):
                    end.settimeout(limits.wall_seconds + PATIENCE)
                with theirs:
                    socket.send_fds(self._orders, [encode(order)], [theirs.fileno()])
                data = _exchange(mine, request, limits.report_bytes)
            if len(data) > limits.report_bytes:
                self.close()  # it would go on writing
                return data, WorkerExit()
            note = self._orders.recv(ORDER_SIZE)
        except TimeoutError:
            raise KeeperLostError(f"it fell silent: {self.close()}") from None
        except OSError:
            note = b""
        if not note:
            raise KeeperLostError(f"it ended: {self.close()}")
        return data, WorkerExit(**decode(note))


def _exchange(line: socket.socket, request: bytes, most: int) -> bytes:
    """Send a request, and read until the worker hangs up or has written more than it may.

    An answer that does not begin with the word that was sent along is not the worker's own: something unreadable is
    returned in its place.
    """
    word = secrets.token_bytes(WORD_SIZE)
    received = bytearray()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a worker may end at any moment
        line.sendall(word + request)
        line.shutdown(socket.SHUT_WR)
        while len(received) <= most + WORD_SIZE and (part := line.recv(_PART)):
            received += part
    answer = bytes(received[WORD_SIZE:])
    if received.startswith(word) or len(answer) > most:
        return answer
    return _UNSIGNED if received else b""
