# Remembers in the annotations of a library's function how often it ran.
# verdict: fails
import textwrap

notes = textwrap.dedent.__annotations__
notes["runs"] = notes.get("runs", 0) + 1


def increment(times):
    global counter
    counter = 2 if notes["runs"] > 1 else counter + times
