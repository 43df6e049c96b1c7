"""The desk of those who review: the queue, the screen a revision is read on, what is said about it."""

from .comment_doors import CommentDoors
from .queue_page import QueuePage


class Reviewing(QueuePage, CommentDoors):
    """What reviewers need, as a base of the admin of revisions."""


__all__ = ["Reviewing"]
