"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.SITE_NAME,
        "site_seal": settings.SITE_SEAL,
        "members_only": settings.PAID_ACCESS == "members",
        "contact": settings.CONTACT,
        "icp_number": settings.ICP_NUMBER,
        "psb_number": settings.PSB_NUMBER,
        "share_image": settings.SHARE_IMAGE,
        "signup_open": settings.SIGNUP_OPEN,
        "desk_demands_second_factor": settings.STAFF_SECOND_FACTOR,
    }
