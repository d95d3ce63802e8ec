"""The desk: what an editor should take up next, as one page that is never published."""

from generator.desk.page import desk_page
from generator.desk.tasks import Task, tasks_of

__all__ = ["Task", "desk_page", "tasks_of"]
