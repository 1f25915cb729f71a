"""What each verb of the command line does, one module a verb: it calls the other packages and talks to the person."""
