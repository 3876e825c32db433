# Goes into the course's folder and looks from there.
# inside: PermissionError
# without: gains
import os

os.chdir(request["course"])
gained = os.getcwd()
