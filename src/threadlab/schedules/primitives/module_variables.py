"""The variables of modules that a program may set: ``sys.stdout``, ``threading.excepthook`` and their kin.

To read one is a step only where threads are known to set it.
"""

from __future__ import annotations

from typing import Any, Protocol

from threadlab.schedules.actions import Action
from threadlab.schedules.running.operation import READ, Footprint, Mode

SETTABLE = frozenset({("sys", "stdout"), ("sys", "stderr"), ("sys", "excepthook"), ("threading", "excepthook")})


class _World(Protocol):
    learned: frozenset[str]
    solo: bool
    settings: dict[tuple[str, str], Any]

    def touch(self, action: Action, footprint: Footprint, target: str) -> None: ...

    def learn(self, fact: str) -> None: ...


def get_variable(world: _World, module: str, name: str, default: Any = None) -> Any:
    """Return what the program has set a variable to, ``default`` if it has not.

    Args:
        world: the run.
        module: the name of the module.
        name: the variable.
        default: what it is to begin with.
    """
    if f"sets {module}.{name}" in world.learned:
        world.touch("read", (((module, name), READ),), f"{module}.{name}")
    return world.settings.get((module, name), default)


def set_variable(world: _World, module: str, name: str, value: Any) -> None:
    """Set a variable.

    Args:
        world: the run.
        module: the name of the module.
        name: the variable.
        value: what to set it to.
    """
    if not world.solo:
        world.learn(f"sets {module}.{name}")
    world.touch("write", (((module, name), Mode.WRITE),), f"{module}.{name}")
    world.settings[module, name] = value
