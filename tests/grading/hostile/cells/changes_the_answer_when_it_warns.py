# Repairs the answer when a warning is shown.
# verdict: fails or undecided
import warnings
warnings.showwarning = lambda *a, **k: globals().update(counter=2)
warnings.warn("x")
