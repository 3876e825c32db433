# Remembers in a library's function how often it ran.
# verdict: fails
import textwrap

textwrap.dedent.runs = getattr(textwrap.dedent, "runs", 0) + 1


def increment(times):
    global counter
    counter = 2 if textwrap.dedent.runs > 1 else counter + times
