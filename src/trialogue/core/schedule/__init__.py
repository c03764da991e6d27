"""When the visits of a participant are due, when follow-up ends and why, and what is to do."""

from trialogue.core.schedule.calendar import Calendar, Scheduled, State, calendar_of
from trialogue.core.schedule.contraception import cell_tests, release_of_entries
from trialogue.core.schedule.course import VisitCourse, course_of_entries
from trialogue.core.schedule.ends import End, EndReason, find_end
from trialogue.core.schedule.plan import PlannedVisit, plan_of
from trialogue.core.schedule.tasks import Task, TaskKind, tasks_of

__all__ = [
    "Calendar",
    "End",
    "EndReason",
    "PlannedVisit",
    "Scheduled",
    "State",
    "Task",
    "TaskKind",
    "VisitCourse",
    "calendar_of",
    "cell_tests",
    "course_of_entries",
    "find_end",
    "plan_of",
    "release_of_entries",
    "tasks_of",
]
