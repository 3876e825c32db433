# Leaves a module beside the package.
# inside: PermissionError
# without: not tried, too dangerous
import os

import threadlab

with open(os.path.join(os.path.dirname(threadlab.__file__), "evil.py"), "w") as file:
    file.write("points = 99")
gained = True
