"""A judge whose programs find a module ``door``: stand-ins for holes in the language policy, harmless by themselves.

``bind`` is a library function that binds a name in some loaded module, ``evaluate`` one that runs a text, ``replace``
and ``look`` stand for whatever would give a program the judging code itself.
"""

import builtins
import gc
import sys
from types import ModuleType

from threadlab.grading.worker import notebook_job
from threadlab.notebook.judging import notebook
from threadlab.schedules.explore import explore
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.running.world import World

learn, judge = notebook_job.learn, notebook_job.judge
HAS_WALL = True


def prepare():
    """Open the door, then prepare as always."""
    door = controlled_modules()["door"] = ModuleType("door")
    vars(door).update(bind=bind, evaluate=evaluate, replace=replace, look=look)
    notebook_job.prepare()


def wall():
    """The wall, as it always is."""
    return notebook_job.wall()


def bind(module, name):
    """Bind a name of a module to what always says "holds"."""
    setattr(sys.modules[module], name, lambda *_: "holds")


def evaluate(text):
    """Run a text, without any check."""
    return eval(text)


def replace(what):
    """Put something else in the place of a part of the judging code."""
    if what == "a name":
        notebook.worst = lambda *_: "holds"
    elif what == "a method":
        World.fail = lambda *_: None
    elif what == "a method's code":
        World.fail.__code__ = (lambda *_: None).__code__
    elif what == "a default":
        explore.__kwdefaults__["want"] = "some"
    elif what == "a built-in function":
        builtins.len = lambda *_: 0
    elif what == "what programs are given":
        controlled_modules()["threading"].Thread = dict


def look():
    """Look through the memory."""
    return len(gc.get_objects())
