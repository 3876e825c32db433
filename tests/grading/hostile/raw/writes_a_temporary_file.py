# Leaves a note for the next submission.
# inside: OSError
# without: gains
import tempfile

with tempfile.TemporaryFile() as file:
    file.write(b"the answer is 4")
    gained = True
