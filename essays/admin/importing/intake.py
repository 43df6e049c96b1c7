"""What was posted to the import page becomes uploads: the good files go on, each bad one says why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from essays.documents.batch import Task
from essays.documents.messages import DocumentError
from essays.documents.readers import check_size
from essays.importing.wording import words_of
from essays.models import Upload

from .forms import UploadForm
from .reading import read_tasks
from .uploads import label_of, receive, why


@dataclass(slots=True)
class Intake:
    """`kept` wait for a preview; `errors` are of the files that do not, in the user's words."""

    kept: list[Upload] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    is_too_large: bool = False


def take_in(form: UploadForm, user: Any) -> Intake:
    """Keep the files of a valid form. A pasted text that cannot be imported is an error of its field, and stays."""
    intake = Intake()
    data = form.cleaned_data
    for file in data["documents"]:
        label = label_of(file.name)
        try:
            if label in {upload.name for upload in intake.kept}:
                _refuse(intake, label, _("has the same name as another of these files"))
                continue
            check_size(file.size)
            intake.kept.append(receive(user, label, file.read(), data["encoding"], data["into"]))
        except DocumentError as error:
            _refuse(intake, label, why(error))
            intake.is_too_large |= any(message.code == "E104" for message in error.messages)
    _take_text(form, user, intake)
    return intake


def _refuse(intake: Intake, label: str, reason: str) -> None:
    intake.errors.append(_("“%(name)s”: %(why)s") % {"name": label, "why": reason})


def _take_text(form: UploadForm, user: Any, intake: Intake) -> None:
    pasted = form.pasted()
    if pasted is None:
        return
    name, data = pasted
    [outcome] = read_tasks([Task(name, name, data=data)])
    if outcome.parsed is None:
        for message in outcome.errors:
            words = words_of(message)
            form.add_error("text", f"{message.place.line}:{message.place.column} {words.summary} {words.help}")
        intake.is_too_large |= any(message.code == "E104" for message in outcome.errors)
        return
    intake.kept.append(receive(user, name, data, into=form.cleaned_data["into"]))
