# Mistake: an atom that is woken does not look again whether it may go.
# Fails: water--three-bond (assertion)
import threading


class Water:
    def __init__(self):
        self.changed = threading.Condition()
        self.waiting = {"hydrogen": 0, "oxygen": 0}
        self.may_go = {"hydrogen": 0, "oxygen": 0}
        self.bonding = 0

    def hydrogen(self, bond):
        self.come("hydrogen", bond)

    def oxygen(self, bond):
        self.come("oxygen", bond)

    def come(self, kind, bond):
        with self.changed:
            self.waiting[kind] += 1
            self.begin_the_next()
            if self.may_go[kind] == 0:
                self.changed.wait()
            self.may_go[kind] -= 1
        bond()
        with self.changed:
            self.bonding -= 1
            self.begin_the_next()

    def begin_the_next(self):
        if self.bonding == 0 and self.waiting["hydrogen"] >= 2 and self.waiting["oxygen"] >= 1:
            self.waiting["hydrogen"] -= 2
            self.waiting["oxygen"] -= 1
            self.may_go["hydrogen"] += 2
            self.may_go["oxygen"] += 1
            self.bonding = 3
            self.changed.notify_all()
