# Gives its own meaning to the name Thread.
# verdict: fails
class Thread:
    def __init__(self, target=None, args=()):
        self.target, self.args = target, args

    def start(self):
        self.target(*self.args)

    def join(self):
        pass
