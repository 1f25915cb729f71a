"""Imported first by the process that forks the workers, and by no other: what ends a command is for that command to decide.

Ctrl-C and a closed terminal reach every process of a command. The server and its workers ignore them; they are told to end.
"""

import signal

from sixfold.executors import ENDING

signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
