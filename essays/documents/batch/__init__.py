"""Many files read one after the other or side by side, each so that it can harm no other."""

from .pool import read_files
from .task import Outcome, Task, load

__all__ = ["Outcome", "Task", "load", "read_files"]
