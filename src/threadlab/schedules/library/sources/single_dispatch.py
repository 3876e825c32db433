"""``functools.singledispatch``: which function a call goes to is looked up in a table that all threads share."""

from __future__ import annotations

from typing import Any

from threadlab.schedules.library.engine import class_named, find_implementation, look_alike, refuse


def singledispatch(func: Any) -> Any:
    registry: dict[Any, Any] = {object: func}

    def dispatch(cls: Any) -> Any:
        return find_implementation(cls, registry)

    def register(cls: Any, func: Any = None) -> Any:
        if isinstance(cls, type):
            if func is None:
                return lambda function: register(cls, function)
        elif hasattr(cls, "__annotations__") and func is None:
            func, annotations = cls, cls.__annotations__
            if not annotations:
                raise TypeError(
                    f"Invalid first argument to `register()`: {func!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            name, cls = next(iter(annotations.items()))
            if isinstance(cls, str):
                cls = class_named(cls)
            if not isinstance(cls, type):
                raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
        else:
            refuse("uses singledispatch with something that is no class")
        registry[cls] = func
        return func

    def wrapper(*args: Any, **words: Any) -> Any:
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **words)

    look_alike(wrapper, func)
    wrapper.register = register  # type: ignore[attr-defined]
    wrapper.dispatch = dispatch  # type: ignore[attr-defined]
    wrapper.registry = registry  # type: ignore[attr-defined]
    return wrapper


class singledispatchmethod:
    __module__ = "functools"

    def __init__(self, func: Any) -> None:
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls: Any, method: Any = None) -> Any:
        return self.dispatcher.register(cls, method)

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        def call(*args: Any, **words: Any) -> Any:
            return self.dispatcher.dispatch(args[0].__class__).__get__(instance, cls)(*args, **words)

        look_alike(call, self.func)
        call.register = self.register  # type: ignore[attr-defined]
        return call
