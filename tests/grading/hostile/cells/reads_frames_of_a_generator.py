# Reads variables through a generator.
# verdict: undecided
def increment(times):
    global counter
    steps = (step for step in [steps.gi_frame.f_back for steps in []])
    print(steps.gi_frame.f_back.f_locals)
    counter += times
