"""Imports what a visit imports, and gives the bytecode of all of it: run in the browser's Python, by ``run.mjs``.

Its last line is its answer, a JSON object: the files of the modules' texts, each with its bytecode in base64.
"""

import base64
import importlib.util
import json
import marshal
import pkgutil
import sys
from typing import Any

UNCHECKED = 0b01  # PEP 552: taken without a look at the text beside it, for nothing in a browser changes that


def visit() -> None:
    """Import what a learner's first minutes do: a kernel starts, a name is completed, a cell fails, checks run."""
    from pyodide_kernel import kernel_instance  # type: ignore[import-not-found]  # its import starts a kernel

    import threadlab

    kernel_instance.complete("threa", 5)
    try:
        kernel_instance.no_such_name  # noqa: B018 - to fail, as cells do
    except AttributeError:
        kernel_instance.interpreter.InteractiveTB.structured_traceback(*sys.exc_info())
    for module in pkgutil.walk_packages(threadlab.__path__, "threadlab."):
        # Stand-ins are imported inside of a controlled world only, where they find one another by other names.
        if not module.name.endswith(".__main__") and ".standins." not in module.name:
            importlib.import_module(module.name)


def compile_imported() -> dict[str, str]:
    """Compile what is imported by now, except what is part of Python's program itself."""
    found = {}
    for module in [*sys.modules.values()]:
        spec: Any = getattr(module, "__spec__", None)
        origin = getattr(spec, "origin", None) or ""
        if origin.endswith(".py") and origin.startswith("/lib/"):
            text: bytes = spec.loader.get_data(origin)
            code = compile(text, origin, "exec", dont_inherit=True)
            head = importlib.util.MAGIC_NUMBER + UNCHECKED.to_bytes(4, "little") + importlib.util.source_hash(text)
            found[origin] = base64.b64encode(head + marshal.dumps(code)).decode()
    return found


visit()
json.dumps(compile_imported())
