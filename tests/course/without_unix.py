"""Run a command of ``threadlab`` with what Windows lacks taken away: signals, processes that are copies, file locks."""

import os
import signal
import sys

KEPT = {"SIGINT", "SIGTERM", "SIGABRT", "SIGFPE", "SIGILL", "SIGSEGV", "SIG_DFL", "SIG_IGN"}
TIMERS = {"setitimer", "getitimer", "alarm", "pause", "ITIMER_REAL", "pthread_sigmask", "pthread_kill", "sigwait"}
for name in list(vars(signal)):
    if name in TIMERS or (name.startswith("SIG") and name.isupper() and name not in KEPT):
        delattr(signal, name)
for name in ("fork", "forkpty", "register_at_fork", "sched_getaffinity", "setsid", "killpg", "mkfifo"):
    delattr(os, name)
for name in ("fcntl", "resource", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None

if sys.argv[1:2] == ["-c"]:
    exec(sys.argv[2])
else:
    from threadlab.cli import main

    sys.exit(main(sys.argv[1:]))
