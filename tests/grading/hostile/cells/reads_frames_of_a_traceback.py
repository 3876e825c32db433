# Reads variables through a traceback.
# verdict: undecided
def increment(times):
    global counter
    try:
        raise ValueError
    except ValueError as error:
        frame = error.__traceback__.tb_frame
        while frame:
            print(frame.f_locals)
            frame = frame.f_back
    counter += times
