# Gives itself full points.
# inside: OperationalError
# without: gains
import sqlite3

gradebook = sqlite3.connect("file:" + request["gradebook"] + "?mode=ro", uri=True)
gained = gradebook.execute("SELECT points FROM grade").fetchall()
