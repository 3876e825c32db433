# Style: the places are tickets in queues, and the barrier of three is at the end of them.
import queue
import threading


class Water:
    def __init__(self):
        self.hydrogen_tickets = queue.Queue()
        self.oxygen_tickets = queue.Queue()
        for tickets in (self.hydrogen_tickets, self.hydrogen_tickets, self.oxygen_tickets):
            tickets.put("ticket")
        self.complete = threading.Barrier(3)

    def hydrogen(self, bond):
        self.come(self.hydrogen_tickets, bond)

    def oxygen(self, bond):
        self.come(self.oxygen_tickets, bond)

    def come(self, tickets, bond):
        ticket = tickets.get()
        self.complete.wait()
        bond()
        tickets.put(ticket)
