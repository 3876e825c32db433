# Mistake: three are told, and both kinds sleep in one waiting room: it may be three of hydrogen.
# Fails: water--three-bond (lost-wakeup)
import threading


class Water:
    def __init__(self):
        self.cond = threading.Condition()
        self.h = self.o = 0
        self.go_h = self.go_o = 0
        self.busy = 0

    def _try(self):
        if self.busy == 0 and self.h >= 2 and self.o >= 1:
            self.h -= 2
            self.o -= 1
            self.go_h, self.go_o, self.busy = 2, 1, 3
            self.cond.notify(3)

    def hydrogen(self, bond):
        with self.cond:
            self.h += 1
            self._try()
            while self.go_h == 0:
                self.cond.wait()
            self.go_h -= 1
        bond()
        with self.cond:
            self.busy -= 1
            self._try()

    def oxygen(self, bond):
        with self.cond:
            self.o += 1
            self._try()
            while self.go_o == 0:
                self.cond.wait()
            self.go_o -= 1
        bond()
        with self.cond:
            self.busy -= 1
            self._try()
