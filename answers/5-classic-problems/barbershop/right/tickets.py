# Style: one condition, and a ticket with a number for each customer.
import threading


class Barbershop:
    def __init__(self, chairs):
        self.chairs = chairs
        self.changed = threading.Condition()
        self.next_ticket = 0
        self.line = {}
        self.done = set()
        self.closed = False

    def work(self, cut):
        while True:
            with self.changed:
                while not self.line and not self.closed:
                    self.changed.wait()
                if not self.line:
                    return
                ticket = min(self.line)
                customer = self.line.pop(ticket)
            cut(customer)
            with self.changed:
                self.done.add(ticket)
                self.changed.notify_all()

    def visit(self, customer):
        with self.changed:
            if self.closed or len(self.line) >= self.chairs:
                return False
            ticket = self.next_ticket
            self.next_ticket += 1
            self.line[ticket] = customer
            self.changed.notify_all()
            while ticket not in self.done:
                self.changed.wait()
            self.done.remove(ticket)
        return True

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()
