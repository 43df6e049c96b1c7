"""A document file becomes rows of the working copy: read what stands, plan, write, all in one short transaction."""

from .existing import known_sha256
from .files import Options, PlanChangedError, Prepared, Report, Status, changes_something, import_file, prepare
from .publishing import Step, missing_permissions
from .settling import Settlement, SupersededError, prepare_settlement, settle, unsettled

__all__ = [
    "Options",
    "PlanChangedError",
    "Prepared",
    "Report",
    "Settlement",
    "Status",
    "Step",
    "SupersededError",
    "changes_something",
    "import_file",
    "known_sha256",
    "missing_permissions",
    "prepare",
    "prepare_settlement",
    "settle",
    "unsettled",
]
