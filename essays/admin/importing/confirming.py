"""The yes to a preview carried out: file by file, each in one transaction, one that fails leaving the others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essays.documents.batch import Outcome
from essays.documents.messages import Level
from essays.documents.plan import Side
from essays.importing import Options, PlanChangedError, Report, Status, Step, import_file
from essays.importing.existing import last_import
from essays.importing.wording import words_of
from essays.models import Upload
from essays.workflow import Actor

from .reading import read_uploads
from .tokens import Preview, RefusedError, load
from .uploads import waiting_for


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of one yes. `error` says why nothing was imported; `has_changed`: the preview must be shown again.

    `source` is the id of the import that holds the file now.
    """

    name: str
    upload: int = 0
    source: int = 0
    status: Status = Status.FAILED
    error: str = ""
    has_changed: bool = False
    published: int = 0


class _NothingImportedError(Exception):
    """Rolls the transaction back: the upload waits on."""


def confirm(tokens: Sequence[str], user: Any, step: Step, choices: Mapping[str, Side]) -> list[Confirmed]:
    """Import what each token was given for. `choices` are for one file alone; a refused token changes nothing."""
    refused, accepted = [], []
    for token in dict.fromkeys(tokens):
        try:
            accepted.append(_accept(load(token, user), user))
        except RefusedError as refusal:
            refused.append(Confirmed("", error=str(refusal)))
    outcomes = read_uploads([upload for upload, _preview in accepted])
    done = [
        _import(upload, preview, outcome, user, step, choices)
        for (upload, preview), outcome in zip(accepted, outcomes, strict=True)
    ]
    return [*done, *refused]


def _accept(preview: Preview, user: Any) -> tuple[Upload, Preview]:
    """The upload the token was given for, with the very bytes. Raises RefusedError."""
    upload = waiting_for(user).filter(pk=preview.upload).first()
    if upload is None:
        raise RefusedError(_("This preview was confirmed already, or its file is no longer kept. Upload it again."))
    if hashlib.sha256(upload.data).hexdigest() != preview.sha256:
        raise RefusedError(_("The confirmation is not valid. Nothing was imported."))
    return upload, preview


def _import(
    upload: Upload, preview: Preview, outcome: Outcome, user: Any, step: Step, choices: Mapping[str, Side]
) -> Confirmed:
    options = Options(upload.into_id, step, Actor(user=user), choices, preview.digest, reads_again=True)
    try:
        with transaction.atomic():
            report = _write(upload, outcome, options)
            source = last_import(upload.key, upload.into_id)
    except PlanChangedError:
        error = _("The collection was changed since this preview. Look at it again.")
        return Confirmed(upload.name, upload.pk, error=error, has_changed=True)
    except _NothingImportedError as failure:
        return Confirmed(upload.name, upload.pk, error=str(failure))
    said = [words_of(message).summary for message in report.messages if message.level is Level.ERROR]
    return Confirmed(
        upload.name,
        source=source.pk if source else 0,
        status=report.status,
        error=" ".join(said),
        published=report.published,
    )


def _write(upload: Upload, outcome: Outcome, options: Options) -> Report:
    """The upload goes in the same transaction: of two who confirm at once, one is told."""
    if not Upload.objects.filter(pk=upload.pk).delete()[0]:
        raise _NothingImportedError(
            _("This preview was confirmed already, or its file is no longer kept. Upload it again.")
        )
    report = import_file(outcome, options)
    if report.status is Status.FAILED:
        said = [words_of(message).summary for message in report.messages if message.level is Level.ERROR]
        raise _NothingImportedError(" ".join(said))
    return report
