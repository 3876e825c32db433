# Writes to the standard error.
# verdict: fails
import sys

print("10", file=sys.stderr)
sys.stdout.write("10")
