"""Words of Django's own admin pages that its Chinese catalogue lacks, or sets with blanks and half-width marks.

Marked here, so that ours translates them.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("Add %s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop(" By %(filter_title)s "),
    gettext_noop("0 of %(cnt)s selected"),
    gettext_noop("None available"),
    gettext_noop(":"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
)
