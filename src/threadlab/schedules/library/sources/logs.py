"""``logging``: loggers in a tree, and the functions of the module; no files, no sockets."""

from __future__ import annotations

import threading
from typing import Any

from threadlab.schedules.library.engine import current_error, current_line, fill, filled, refuse, text

_records, _handlers = text("log_records"), text("log_handlers")
Formatter, LogRecord = _records["Formatter"], _records["LogRecord"]
getLevelName, _level = _records["getLevelName"], _records["level_of"]
Filterer: Any = _handlers["Filterer"]
StreamHandler = _handlers["StreamHandler"]
CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
raiseExceptions = True


class Logger(Filterer):  # type: ignore[misc]
    __module__ = "logging"

    def __init__(self, name: str, level: Any = NOTSET) -> None:
        super().__init__()
        self.name, self.level = name, _level(level)
        self.parent: Any = None
        self.propagate = True
        self.handlers: list[Any] = []
        self.disabled = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"

    def setLevel(self, level: Any) -> None:
        self.level = _level(level)

    def getEffectiveLevel(self) -> int:
        logger = self
        while logger:
            if logger.level:
                return int(logger.level)
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level: int) -> bool:
        return not self.disabled and level > _manager.disable and level >= self.getEffectiveLevel()

    def getChild(self, suffix: str) -> Any:
        return getLogger(suffix if self is root else f"{self.name}.{suffix}")

    def addHandler(self, handler: Any) -> None:
        if handler not in self.handlers:
            self.handlers.append(handler)

    def removeHandler(self, handler: Any) -> None:
        if handler in self.handlers:
            self.handlers.remove(handler)

    def hasHandlers(self) -> bool:
        logger: Any = self
        while logger:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def makeRecord(
        self,
        name: str,
        level: int,
        fn: str,
        lno: int,
        msg: Any,
        args: Any,
        exc_info: Any,
        func: Any = None,
        extra: Any = None,
        sinfo: Any = None,
    ) -> Any:
        record = LogRecord(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        for key in extra or ():
            if key in ("message", "asctime", "created", "msecs", "relativeCreated") or key in filled(record):
                raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
        fill(record, extra or {})
        return record

    def _log(
        self,
        level: int,
        msg: Any,
        args: Any,
        exc_info: Any = None,
        extra: Any = None,
        stack_info: bool = False,
        stacklevel: int = 1,
    ) -> None:
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = (type(exc_info), exc_info, None)
            elif not isinstance(exc_info, tuple):
                error = current_error()
                exc_info = (type(error), error, None)
        cell, line, function = current_line()
        self.handle(self.makeRecord(self.name, level, cell, line, msg, args, exc_info, function, extra))

    def handle(self, record: Any) -> None:
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def callHandlers(self, record: Any) -> None:
        logger: Any = self
        found = 0
        while logger:
            for handler in logger.handlers:
                found += 1
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and record.levelno >= lastResort.level:
            lastResort.handle(record)

    def log(self, level: int, msg: Any, *args: Any, **words: Any) -> None:
        if not isinstance(level, int):
            raise TypeError("level must be an integer")
        if self.isEnabledFor(level):
            self._log(level, msg, args, **words)

    def debug(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(DEBUG, msg, *args, **words)

    def info(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(INFO, msg, *args, **words)

    def warning(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(WARNING, msg, *args, **words)

    warn = warning

    def error(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(ERROR, msg, *args, **words)

    def critical(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(CRITICAL, msg, *args, **words)

    fatal = critical

    def exception(self, msg: Any, *args: Any, exc_info: Any = True, **words: Any) -> None:
        self.log(ERROR, msg, *args, exc_info=exc_info, **words)


class LoggerAdapter:
    __module__ = "logging"

    def __init__(self, logger: Any, extra: Any = None, merge_extra: bool = False) -> None:
        self.logger, self.extra, self.merge_extra = logger, extra, merge_extra

    def process(self, msg: Any, words: Any) -> Any:
        if self.merge_extra and "extra" in words:
            words["extra"] = {**(self.extra or {}), **words["extra"]}
        else:
            words["extra"] = self.extra
        return msg, words

    def log(self, level: int, msg: Any, *args: Any, **words: Any) -> None:
        if self.isEnabledFor(level):
            msg, words = self.process(msg, words)
            self.logger.log(level, msg, *args, **words)

    def debug(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(DEBUG, msg, *args, **words)

    def info(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(INFO, msg, *args, **words)

    def warning(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(WARNING, msg, *args, **words)

    def error(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(ERROR, msg, *args, **words)

    def critical(self, msg: Any, *args: Any, **words: Any) -> None:
        self.log(CRITICAL, msg, *args, **words)

    def exception(self, msg: Any, *args: Any, exc_info: Any = True, **words: Any) -> None:
        self.log(ERROR, msg, *args, exc_info=exc_info, **words)

    def isEnabledFor(self, level: int) -> Any:
        return self.logger.isEnabledFor(level)

    def setLevel(self, level: Any) -> None:
        self.logger.setLevel(level)

    def getEffectiveLevel(self) -> Any:
        return self.logger.getEffectiveLevel()

    def hasHandlers(self) -> Any:
        return self.logger.hasHandlers()

    @property
    def name(self) -> Any:
        return self.logger.name


class _Manager:
    def __init__(self) -> None:
        self.disable = 0
        self.loggers: dict[str, Logger] = {}
        self.made: Any = Logger
        self.lock = threading.RLock()

    def logger(self, name: str) -> Logger:
        """Return the logger of a name; to make one takes the lock of the module, as in CPython."""
        if name not in self.loggers:
            with self.lock:
                if name not in self.loggers:
                    self.loggers[name] = self._tl_made(name)
        return self.loggers[name]

    def _tl_made(self, name: str) -> Logger:
        made: Logger = self.made(name)
        made.parent = root
        above = name.rpartition(".")[0]
        while above and made.parent is root:
            made.parent = self.loggers.get(above, root)
            above = above.rpartition(".")[0]
        for other in self.loggers.values():
            if other.name.startswith(f"{name}.") and (other.parent is root or len(other.parent.name) < len(name)):
                other.parent = made
        return made


lastResort = StreamHandler()
lastResort.level = WARNING
root = Logger("root", WARNING)
_manager = _Manager()


def getLogger(name: Any = None) -> Any:
    if not name or (isinstance(name, str) and name == root.name):
        return root
    if not isinstance(name, str):
        raise TypeError("A logger name must be a string")
    return _manager.logger(name)


def getLoggerClass() -> Any:
    return _manager.made


def setLoggerClass(cls: Any) -> None:
    if not issubclass(cls, Logger):
        raise TypeError("logger not derived from logging.Logger: " + cls.__name__)
    _manager.made = cls


def disable(level: Any = CRITICAL) -> None:
    _manager.disable = _level(level)


def basicConfig(
    *,
    format: Any = None,
    datefmt: Any = None,
    style: str = "%",
    level: Any = None,
    stream: Any = None,
    handlers: Any = None,
    force: bool = False,
    **others: Any,
) -> None:
    if others:
        refuse(f"uses {next(iter(others))} of logging.basicConfig")
    if force:
        root.handlers.clear()
    if root.handlers:
        return
    if handlers is None:
        handlers = [StreamHandler(stream)]
    basic = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}
    formatter = Formatter(format or basic[style], datefmt, style)
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def _log(level: int, msg: Any, args: Any, words: Any) -> None:
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **words)


def log(level: int, msg: Any, *args: Any, **words: Any) -> None:
    _log(level, msg, args, words)


def debug(msg: Any, *args: Any, **words: Any) -> None:
    _log(DEBUG, msg, args, words)


def info(msg: Any, *args: Any, **words: Any) -> None:
    _log(INFO, msg, args, words)


def warning(msg: Any, *args: Any, **words: Any) -> None:
    _log(WARNING, msg, args, words)


warn = warning


def error(msg: Any, *args: Any, **words: Any) -> None:
    _log(ERROR, msg, args, words)


def critical(msg: Any, *args: Any, **words: Any) -> None:
    _log(CRITICAL, msg, args, words)


fatal = critical


def exception(msg: Any, *args: Any, exc_info: Any = True, **words: Any) -> None:
    _log(ERROR, msg, args, {"exc_info": exc_info, **words})


def makeLogRecord(fields: Any) -> Any:
    record = LogRecord(None, None, "", 0, "", (), None, None)
    for name, value in fields.items():
        setattr(record, name, value)
    return record


def shutdown() -> None:
    pass
