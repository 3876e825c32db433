"""What ``logging`` makes of a call: a record, its level, and the text that a formatter gives it."""

from __future__ import annotations

import string
import threading
import time
from typing import Any

from threadlab.schedules.library.engine import described, fill, filled

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
raiseExceptions = True

_names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_levels = {name: level for level, name in _names.items()} | {"FATAL": FATAL, "WARN": WARN}


def getLevelName(level: Any) -> Any:
    found = _names.get(level)
    return found if found is not None else _levels.get(level, f"Level {level}")


def addLevelName(level: int, name: str) -> None:
    _names[level] = name
    _levels[name] = level


def getLevelNamesMapping() -> dict[str, int]:
    return _levels.copy()


def level_of(level: Any) -> int:
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    if level not in _levels:
        raise ValueError(f"Unknown level: {level!r}")
    return _levels[level]


class LogRecord:
    __module__ = "logging"
    name: str
    levelno: int
    msg: Any
    args: Any
    exc_info: Any
    pathname: str
    lineno: int
    process, processName = 1, "MainProcess"
    taskName = None

    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: Any,
        args: Any,
        exc_info: Any,
        func: Any = None,
        sinfo: Any = None,
        **_others: Any,
    ) -> None:
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        fill(
            self,
            {
                "name": name,
                "levelno": level,
                "levelname": getLevelName(level),
                "msg": msg,
                "args": args,
                "exc_info": exc_info,
                "exc_text": None,
                "lineno": lineno,
                "funcName": func,
                "stack_info": sinfo,
                **dict.fromkeys(("pathname", "filename", "module"), pathname),
                "thread": threading.get_ident(),
                "threadName": threading.current_thread().name,
            },
        )

    @property
    def created(self) -> float:
        return time.time()

    @property
    def relativeCreated(self) -> float:
        return time.monotonic() * 1000

    @property
    def msecs(self) -> float:
        return time.time() % 1 * 1000

    def getMessage(self) -> str:
        text = str(self.msg)
        return text % self.args if self.args else text

    def __repr__(self) -> str:
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'


_CONSTANT = {"process": 1, "processName": "MainProcess", "taskName": None}
_TIMES = ("created", "msecs", "relativeCreated")


class Formatter:
    __module__ = "logging"
    default_time_format = "%Y-%m-%d %H:%M:%S"

    def __init__(
        self, fmt: Any = None, datefmt: Any = None, style: str = "%", validate: bool = True, *, defaults: Any = None
    ) -> None:
        if style not in ("%", "{", "$"):
            raise ValueError("Style must be one of: %,{,$")
        default = {"%": "%(message)s", "{": "{message}", "$": "${message}"}[style]
        self._tl_fmt, self.datefmt, self._tl_style, self._tl_defaults = fmt or default, datefmt, style, defaults

    def usesTime(self) -> bool:
        return {"%": "%(asctime)", "{": "{asctime", "$": "${asctime}"}[self._tl_style] in self._tl_fmt

    def formatTime(self, record: Any, datefmt: Any = None) -> str:
        moment = time.time()
        if datefmt:
            return time.strftime(datefmt, time.gmtime(moment))
        shown = time.strftime(self.default_time_format, time.gmtime(moment))
        return f"{shown},{int(moment % 1 * 1000):03d}"

    def formatException(self, exc_info: Any) -> str:
        return described(exc_info[1]).rstrip("\n")

    def formatMessage(self, record: Any) -> str:
        timed = [name for name in _TIMES if name in self._tl_fmt]
        fields = {**(self._tl_defaults or {}), **_CONSTANT, **filled(record)}
        for name in timed:
            fields[name] = getattr(record, name)
        if self._tl_style == "%":
            return self._tl_fmt % fields
        if self._tl_style == "{":
            return self._tl_fmt.format(**fields)
        return string.Template(self._tl_fmt).substitute(fields)

    def format(self, record: Any) -> str:
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        return f"{text}\n{record.exc_text}" if record.exc_text else text
