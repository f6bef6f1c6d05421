"""What ``replicas.py`` breaks is back within ten seconds, and no vote is lost.

``pytest -m slow tests/deploy`` takes some minutes: servers are started six times.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.deploy.postgres import Unavailable
from tests.deploy.proxy import NGINX


@pytest.mark.slow
def test_two_replicas_lose_nothing() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    from tests.deploy import replicas
    from tests.e2e.conftest import CHROMIUM

    if NGINX is None or not shutil.which("openssl") or not Path(CHROMIUM).exists():
        pytest.skip("nginx, openssl or Chromium is not installed")
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        try:
            found = replicas.everything(Path(name))
        except Unavailable as reason:
            pytest.skip(str(reason))
    assert found["killed"]["lecturer_back_s"] <= replicas.BACK
    assert found["database_restarted"]["ready_again_s"] <= replicas.BACK
    for part in ("killed", "rolling_restart", "proxy_reloaded"):
        assert found[part]["votes"] > 0 and found[part]["longest_wait_s"] <= replicas.BACK
