# Reads the gradebook and the source.
# verdict: undecided
from pathlib import Path

print(Path("gradebook.db").read_bytes(), list(Path("../../../source").rglob("*")))
