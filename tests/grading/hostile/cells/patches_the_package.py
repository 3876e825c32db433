# Replaces the decorator inside the package.
# verdict: undecided
import threadlab

threadlab.every_schedule = lambda test: test
