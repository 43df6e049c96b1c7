"""The plan of an import: a three-way merge of the last import, the new file and the working copy, as data."""

from .choices import Side
from .planning import plan_import, plan_settlement
from .steps import (
    Action,
    Change,
    Clash,
    CollectionStep,
    Conflict,
    EssayStep,
    Plan,
    QuoteStep,
    SectionStep,
    Spot,
    Voice,
    list_changes,
)
from .stored import UnknownVersionError, from_data, imported_from_data, imported_to_data, to_data
from .working import Imported, Names, Working, WorkingEssay, WorkingQuote, WorkingSection, essays_of

__all__ = [
    "Action",
    "Change",
    "Clash",
    "CollectionStep",
    "Conflict",
    "EssayStep",
    "Imported",
    "Names",
    "Plan",
    "QuoteStep",
    "SectionStep",
    "Side",
    "Spot",
    "UnknownVersionError",
    "Voice",
    "Working",
    "WorkingEssay",
    "WorkingQuote",
    "WorkingSection",
    "essays_of",
    "from_data",
    "imported_from_data",
    "imported_to_data",
    "list_changes",
    "plan_import",
    "plan_settlement",
    "to_data",
]
