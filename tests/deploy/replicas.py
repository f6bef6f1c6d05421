"""Two replicas, nginx and PostgreSQL, for real: ``python -m tests.deploy.replicas`` prints one object.

Each part breaks something while phones vote, and measures how long it was missed, in seconds; a vote that is
lost or counted twice, or a health check that says what is not so, ends it with an error.
"""

from __future__ import annotations

import json
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from fewshot_app.shared.own.store import Store
from fewshot_app.shared.own.visitor import COOKIE, asking
from tests.deploy.browser import Visitor, visiting
from tests.deploy.cluster import BASE, Cluster, running
from tests.deploy.proxy import Proxy
from tests.deploy.replica import Replica
from tests.deploy.voters import KEY, Listener, Room, Voters

BACK = 10.0
"""Seconds within which all must be back."""

Found = dict[str, Any]


def unknown_paths(cluster: Cluster) -> Found:
    """What is not there has status 404, at the proxy and at a replica itself."""
    replica = f"http://127.0.0.1:{cluster.replicas[0].port}{BASE}"
    outside = cluster.address.removesuffix(BASE)
    paths = ("/nonsense", "/compare/more", "/static/js/none.js", "/api/none", "/_stcore/none")
    for url in (
        *(cluster.address + p for p in paths),
        *(replica + p for p in paths),
        f"{outside}/",
        f"{outside}/no",
    ):
        assert _status(url) == 404, url
    there = ("/", "/compare?n=5", "/join", "/api/openapi.json", "/favicon.png")
    assert [_status(cluster.address + path) for path in there] == [200] * len(there)
    return {"unknown_paths_404": 2 * len(paths) + 2}


def killed(cluster: Cluster, visitor: Visitor) -> Found:
    """The replica of a lecturer is killed while the class votes: the lecturer goes on at the other."""
    code = visitor.open_room()
    mine, other = cluster.replica(visitor.replica())
    own = _bring(cluster, visitor)
    with Voters(f"{cluster.address}/api/rooms/{code}") as voters:
        visitor.shows_votes(3)
        shown = visitor.address()
        began = time.monotonic()
        mine.kill()
        visitor.moves_from(mine.port)
        assert visitor.replica() == other.port and visitor.address() == shown
        visitor.asks_for_live_votes()
        back = time.monotonic() - began
        visitor.shows_votes(len(voters.acknowledged) + 3)
        assert visitor.code() == code, "the room is there"
    visitor.shows_votes(len(voters.acknowledged))
    assert not voters.lost and back <= BACK, f"{voters.lost} lost, back after {back:.1f} s"
    assert _sees(other, own, visitor), "what the visitor brought lies in the store of both"
    visitor.press("closed")
    mine.start()
    ready = mine.wait_until(200)
    visitor.press("open")
    assert visitor.replica() == other.port, "whoever has moved stays"
    return {
        "killed": {
            "lecturer_back_s": round(back, 1),
            "replica_ready_again_s": round(ready, 1),
            "votes": len(voters.acknowledged),
            "sent_again": voters.sent_again,
            "longest_wait_s": round(max(voters.waited), 2),
        }
    }


def rolling_restart(cluster: Cluster, room: Room) -> Found:
    """One replica after the other is asked to end, and started: no vote is lost."""
    took = []
    with cluster.voting(room) as voters:
        for replica in cluster.replicas:
            took.append(replica.stop())
            replica.start()
            replica.wait_until(200)
    return {"rolling_restart": {"to_stop_s": [round(each, 1) for each in took]} | voters.check(room)}


def database_restarted(cluster: Cluster, room: Room) -> Found:
    """Without a database a replica is alive and not ready; with it again it is ready, and no vote is lost.

    Who listened to the room all the time hears what happens in it afterwards.
    """
    listener = Listener(f"{cluster.address}/api/rooms/{room.code}")
    listener.start()
    with cluster.voting(room) as voters:
        time.sleep(2)
        cluster.database.stop()
        for replica in cluster.replicas:
            replica.wait_until(503)
            status, told = replica.health()
            assert (status, told["database"], told["engine"]) == (503, False, True)
            assert replica.health("healthz") == (200, {"alive": True})
        time.sleep(3)
        began = time.monotonic()
        cluster.database.start()
        for replica in cluster.replicas:
            replica.wait_until(200)
        back = time.monotonic() - began
        time.sleep(2)
    room.close_round()
    began = time.monotonic()
    assert back <= BACK and listener.heard.wait(BACK), "a phone that listens is told nothing"
    told = {"ready_again_s": round(back, 1), "listener_told_s": round(time.monotonic() - began, 1)}
    return {"database_restarted": told | voters.check(room)}


def proxy_reloaded(cluster: Cluster, room: Room, visitor: Visitor) -> Found:
    """nginx reads its configuration anew: nobody notices."""
    with cluster.voting(room) as voters:
        time.sleep(1)
        for _ in range(3):
            cluster.proxy.reload()
            time.sleep(1)
        visitor.is_connected()
    return {"proxy_reloaded": voters.check(room)}


def started_before_its_database(cluster: Cluster, room: Room) -> Found:
    """A replica that starts before its database is ready once that is there."""
    replica = cluster.replicas[0]
    replica.stop()
    cluster.database.stop()
    replica.start()
    replica.wait_until(503)
    cluster.database.start()
    ready = replica.wait_until(200)
    with cluster.voting(room) as voters:
        time.sleep(1)
    return {"started_before_its_database": {"ready_s": round(ready, 1)} | voters.check(room)}


def behind_tls(folder: Path, cluster: Cluster) -> Found:
    """The same replicas by https: cookies are secure, redirects right, a page works."""
    ports = tuple(replica.port for replica in cluster.replicas)
    proxy = Proxy(folder / "tls", ports, BASE, tls=True)
    try:
        secure = Cluster(cluster.database, cluster.store, cluster.replicas, proxy)
        with visiting(secure.address) as visitor:
            began = time.monotonic()
            visitor.open_page("explorer?n=3")
            shown = time.monotonic() - began
            cookies = visitor.cookies()
            assert {COOKIE, "fewshot_replica"} <= set(cookies) and all(c["secure"] for c in cookies.values())
            assert visitor.led(f"{secure.address.removesuffix(BASE)}{BASE}") == f"{secure.address}/"
    finally:
        proxy.stop()
    return {"tls": {"page_s": round(shown, 1), "cookies": sorted(cookies)}}


def _bring(cluster: Cluster, visitor: Visitor) -> str:
    """A data set of the visitor's, as an upload leaves it; its id."""
    import torch

    from fewshot_app.shared.own.data_set import packed
    from fewshot_core.data.datasets.dataset import ClassInfo

    name = asking({COOKIE: visitor.cookies()[COOKIE]["value"]})
    assert name
    info = ClassInfo("fig", "fig", "fig", "fruit", "test", 0, 2, ("a.png", "b.png"))
    files = packed([info], torch.zeros(2, 1, 28, 28, dtype=torch.uint8), None)
    return (
        Store(cluster.store)
        .put(name, "data", "mine", files, {"form": "folder", "classes": 1, "images": 2})
        .id
    )


def _sees(replica: Replica, id: str, visitor: Visitor) -> bool:
    """Does a replica give a visitor's own data set to this visitor, and to nobody else?"""
    from fewshot_app.shared.class_picker.catalogue import version

    url = f"http://127.0.0.1:{replica.port}{BASE}/classes/{version(id)}/{id}.en.json"
    key = visitor.cookies()[COOKIE]["value"]
    return _status(url, key) == 200 and _status(url, KEY) == 404


def _status(url: str, key: str = "") -> int:
    asked = urllib.request.Request(url, headers={"Cookie": f"{COOKIE}={key}"} if key else {})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def everything(folder: Path) -> Found:
    """All parts, one after the other."""
    with running(folder) as (cluster, ready):
        found = {"both_ready_s": round(ready, 1)} | unknown_paths(cluster)
        with visiting(cluster.address) as visitor:
            found |= killed(cluster, visitor)
            found |= proxy_reloaded(cluster, Room.open(cluster.database.url), visitor)
        for part in (rolling_restart, database_restarted, started_before_its_database):
            found |= part(cluster, Room.open(cluster.database.url))
        found |= behind_tls(folder, cluster)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # PostgreSQL runs as another user
        print(json.dumps(everything(Path(name)), indent=1))
