# Asks whether it may signal the grader.
# inside: PermissionError
# without: gains
import os

os.kill(request["grader"], 0)
gained = True
