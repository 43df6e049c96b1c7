"""Accounts: what django-allauth leaves to a site to say. Its views, flows and rate limits are used as they are."""
