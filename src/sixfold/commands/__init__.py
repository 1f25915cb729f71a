"""What each verb of the command line does, one module a verb: it wires the rooms and talks to the person."""
