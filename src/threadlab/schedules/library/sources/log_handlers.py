"""What ``logging`` does with a record: handlers that write its text, and filters that let it through."""

from __future__ import annotations

import threading
from typing import Any

from threadlab.schedules.library.engine import current_error, described, is_stream, text, write_errors

_records = text("log_records")
Formatter, _level = _records["Formatter"], _records["level_of"]
_default = Formatter()
NOTSET = 0


class Filter:
    __module__ = "logging"

    def __init__(self, name: str = "") -> None:
        self.name = name

    def filter(self, record: Any) -> Any:
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    __module__ = "logging"

    def __init__(self) -> None:
        self.filters: list[Any] = []

    def addFilter(self, filter: Any) -> None:
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter: Any) -> None:
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record: Any) -> Any:
        for each in self.filters:
            if not (each.filter(record) if hasattr(each, "filter") else each(record)):
                return False
        return True


class Handler(Filterer):
    __module__ = "logging"

    def __init__(self, level: Any = NOTSET) -> None:
        super().__init__()
        self.level = _level(level)
        self.formatter: Any = None
        self.name: Any = None
        self.createLock()

    def createLock(self) -> None:
        self.lock = threading.RLock()

    def acquire(self) -> None:
        self.lock.acquire()

    def release(self) -> None:
        self.lock.release()

    def get_name(self) -> Any:
        return self.name

    def set_name(self, name: Any) -> None:
        self.name = name

    def setLevel(self, level: Any) -> None:
        self.level = _level(level)

    def setFormatter(self, formatter: Any) -> None:
        self.formatter = formatter

    def format(self, record: Any) -> Any:
        return (self.formatter or _default).format(record)

    def emit(self, record: Any) -> None:
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record: Any) -> Any:
        allowed = self.filter(record)
        if not allowed:
            return allowed
        self.acquire()
        try:
            self.emit(record)
        finally:
            self.release()
        return allowed

    def handleError(self, record: Any) -> None:
        write_errors(f"--- Logging error ---\n{described(current_error())}")

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass


class StreamHandler(Handler):
    __module__ = "logging"
    terminator = "\n"

    def __init__(self, stream: Any = None) -> None:
        super().__init__()
        self.stream = _Errors() if stream is None else stream

    def setStream(self, stream: Any) -> Any:
        before, self.stream = self.stream, stream
        return before

    def flush(self) -> None:
        if hasattr(self.stream, "flush"):
            self.stream.flush()

    def emit(self, record: Any) -> None:
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def handle(self, record: Any) -> Any:
        # To write to the program's own output is one step: that nobody comes in between, its lock need not see to.
        if type(self) is StreamHandler and (isinstance(self.stream, _Errors) or is_stream(self.stream)):
            allowed = self.filter(record)
            if allowed:
                self.emit(record)
            return allowed
        return super().handle(record)


class _Errors:
    """``sys.stderr`` as it is when something is written."""

    def write(self, text: str) -> None:
        write_errors(text)

    def flush(self) -> None:
        pass


class NullHandler(Handler):
    __module__ = "logging"

    def handle(self, record: Any) -> Any:
        pass

    def emit(self, record: Any) -> None:
        pass

    def createLock(self) -> None:
        self.lock: Any = None
