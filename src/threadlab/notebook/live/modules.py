"""What live cells get when they import ``threading`` and its kin: the controlled ones, in a real module's clothes."""

from __future__ import annotations

import builtins
import importlib
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any

import threadlab
from threadlab.notebook.kernel.time_limit import TimeIsUp, time_is_up
from threadlab.notebook.live.live_world import LiveWorld
from threadlab.schedules.library.modules import controlled_modules

_OURS = str(Path(threadlab.__file__).parent)
_TWINS = ("BoundedBuffer", "Closed", "Recorder")  # of what a check gets from threadlab; all else judges, as it does


def live_modules(world: LiveWorld) -> dict[str, ModuleType]:
    """Return the modules by name."""
    made = {name: _dressed(name, vars(module)) for name, module in controlled_modules().items() if name != "threadlab"}
    twins = vars(controlled_modules()["threadlab"])
    made["threadlab"] = _dressed("threadlab", {name: twins[name] for name in _TWINS} | {"time_limit": _limit(world)})
    made["concurrent"] = _dressed("concurrent", {"futures": made["concurrent.futures"]})
    vars(made["concurrent.futures"])["thread"] = made["concurrent.futures.thread"]
    vars(made["time"]).update(_time(world))
    threading = vars(made["threading"])
    threading["excepthook"] = _print_exception

    def excepthook(args: Any) -> None:
        threading["excepthook"](args)  # a cell may have replaced it

    world.settings["threading", "excepthook"] = excepthook
    return made


def _dressed(name: str, contents: Mapping[str, Any]) -> ModuleType:
    real = importlib.import_module(name)
    module = ModuleType(name, real.__doc__)
    public = {key: getattr(real, key) for key in dir(real) if not key.startswith("__")}
    vars(module).update(public | {key: value for key, value in contents.items() if not key.startswith("__")})
    vars(module)["__file__"] = getattr(real, "__file__", None)
    return module


def import_for(namespace: Mapping[str, Any], modules: Mapping[str, ModuleType]) -> Callable[..., ModuleType]:
    """Return an ``__import__`` that gives ``modules`` to what runs in ``namespace``, and to all else the real ones."""
    real_import = builtins.__import__

    def live_import(name: str, globals: Any = None, *rest: Any, **words: Any) -> ModuleType:  # noqa: A002 - its own name
        fromlist = words.get("fromlist", rest[1] if len(rest) > 1 else ())
        if globals is namespace and name in modules:
            return modules[name if fromlist else name.partition(".")[0]]
        return real_import(name, globals, *rest, **words)

    return live_import


def _time(world: LiveWorld) -> dict[str, Any]:
    now, wall = world.clock.now, world.clock.wall
    seconds = dict.fromkeys(("monotonic", "perf_counter", "process_time", "thread_time"), now)
    nanoseconds = {f"{name}_ns": lambda read=read: round(read() * 1e9) for name, read in seconds.items()}
    return seconds | nanoseconds | {"time": wall, "time_ns": lambda: round(wall() * 1e9), **_dates(wall)}


def _dates(wall: Callable[[], float]) -> dict[str, Any]:
    """Return what reads the clock when it is given no moment."""
    real = importlib.import_module("time")
    return {
        "gmtime": lambda seconds=None: real.gmtime(wall() if seconds is None else seconds),
        "localtime": lambda seconds=None: real.localtime(wall() if seconds is None else seconds),
        "ctime": lambda seconds=None: real.ctime(wall() if seconds is None else seconds),
        "asctime": lambda moment=None: real.asctime(real.localtime(wall()) if moment is None else moment),
        "strftime": lambda form, moment=None: real.strftime(form, real.localtime(wall()) if moment is None else moment),
    }


def _limit(world: LiveWorld) -> Callable[[float], AbstractContextManager[None]]:
    def time_limit(seconds: float) -> AbstractContextManager[None]:
        """Run a block, and stop it when it takes too long, or when no thread can ever go on."""
        if not isinstance(seconds, int | float):
            raise TypeError(f"time_limit takes a number of seconds, as in time_limit(5), not {seconds!r}")
        if not seconds > 0:
            raise ValueError(f"time_limit takes a number of seconds above 0, not {seconds!r}")
        return world.limited(seconds, lambda: TimeIsUp(time_is_up(seconds, world.standing())))

    return time_limit


def _print_exception(args: Any) -> None:
    """Print an exception that ends a thread, as ``threading.excepthook``, without the lines that are ours."""
    if args.exc_type is SystemExit:
        return
    trace = args.exc_traceback
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(_OURS):
        trace = trace.tb_next
    print(f"Exception in thread {args.thread.name}:", file=sys.stderr)
    traceback.print_exception(args.exc_type, args.exc_value, trace)
