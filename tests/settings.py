"""The site's settings for tests: a key and folders of their own, cheap passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="studysite-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)
os.environ["DATA_DIR"] = str(SCRATCH / "data")
os.environ["STATIC_ROOT"] = str(SCRATCH / "static")
(SCRATCH / "static").mkdir()

from studysite.settings import *  # noqa: E402, F403
from studysite.settings import CACHES, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that tests meet the locks, the WAL and the connection a thread has on the real site.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
if CACHES["default"]["LOCATION"].startswith("redis"):
    # A database of Redis for each process: one that clears its cache must not clear another's in mid-test.
    server, _, _number = CACHES["default"]["LOCATION"].rpartition("/")
    CACHES["default"]["LOCATION"] = f"{server}/{os.environ.get('PYTEST_XDIST_WORKER', 'gw0').removeprefix('gw')}"
