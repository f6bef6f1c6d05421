"""The compose file against the files and settings that it is about: no container engine runs in the tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.deploy import containerfile, settings
from tests.deploy.compose import NotGiven, filled, mounts, read

DEPLOY = settings.ROOT / "deploy"
PASSWORD = "a-password-that-was-chosen"
PLAIN, TLS = DEPLOY / "compose.yaml", DEPLOY / "compose.tls.yaml"
CONTAINER = containerfile.read(DEPLOY / "Containerfile")
SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|KEY")
"""In names of values that nobody else may know."""
OF_NGINX = {"NGINX_ENVSUBST_FILTER"}
OF_POSTGRES = {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"}
"""What the images of nginx and PostgreSQL are told, by their own descriptions."""


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return filled(read(PLAIN), {"FEWSHOT_PASSWORD": PASSWORD})["services"]


@pytest.fixture(scope="module")
def replicas(services: dict[str, Any]) -> dict[str, Any]:
    found = {name: each for name, each in services.items() if "build" in each}
    assert len(found) >= 2
    return found


def template(name: str) -> str:
    return (DEPLOY / "nginx" / f"{name}.template").read_text(encoding="utf-8")


def unknown(environment: dict[str, str], known: set[str]) -> set[str]:
    return set(environment) - known


def said(name: str) -> str:
    """The rest of the last such line of the container file."""
    return next(each.rest for each in reversed(CONTAINER) if each.name == name)


def test_replicas_are_the_image_that_the_container_file_makes(replicas: dict[str, Any]) -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (name,) = re.findall(r"docker build -f deploy/Containerfile -t (\S+) \.", text)
    for each in replicas.values():
        assert each["image"] == name
        context = (DEPLOY / each["build"]["context"]).resolve()
        assert context == settings.ROOT
        assert (context / each["build"]["dockerfile"]).samefile(DEPLOY / "Containerfile")
        assert "command" not in each and "entrypoint" not in each and "user" not in each
    (pod,) = (DEPLOY / "kubernetes").glob("deployment.yaml")
    assert f"/{name}:" in pod.read_text(encoding="utf-8")


def test_replicas_differ_in_their_port_alone(replicas: dict[str, Any]) -> None:
    ports = [each["environment"]["FEWSHOT_PORT"] for each in replicas.values()]
    assert len(set(ports)) == len(ports)
    first, *others = (
        {**each, "environment": {**each["environment"], "FEWSHOT_PORT": ""}} for each in replicas.values()
    )
    assert all(each == first for each in others)


def test_a_replica_is_told_only_what_it_knows(replicas: dict[str, Any]) -> None:
    known = settings.known()
    assert {"FEWSHOT_DATABASE", "FEWSHOT_PORT", "FEWSHOT_BASE", "FORWARDED_ALLOW_IPS"} <= known
    for each in replicas.values():
        assert not unknown(each["environment"], known)
    assert unknown({"FEWSHOT_DATABSE": "", "FEWSHOT_PORT": ""}, known) == {"FEWSHOT_DATABSE"}


def test_nginx_and_the_database_are_told_only_what_they_know(services: dict[str, Any]) -> None:
    used = {
        name for path in (DEPLOY / "nginx").iterdir() for name in re.findall(r"\$\{(\w+)\}", path.read_text())
    }
    told = services["proxy"]["environment"]
    assert not unknown(told, used | OF_NGINX) and used <= set(told)
    assert all(re.match(told["NGINX_ENVSUBST_FILTER"], name) for name in used)
    assert not unknown(services["database"]["environment"], OF_POSTGRES)


def test_nginx_knows_each_replica_by_its_port(services: dict[str, Any], replicas: dict[str, Any]) -> None:
    told, text = services["proxy"]["environment"], template("replicas.conf")
    blocks = dict(re.findall(r"upstream (\w+) \{(.*?)\n\}", text, re.DOTALL))
    there = {(name, each["environment"]["FEWSHOT_PORT"]) for name, each in replicas.items()}
    for block in blocks.values():
        assert {(told[name], port) for name, port in re.findall(r"server \$\{(\w+)\}:(\d+)", block)} == there
    for name, port in there:
        (first, own) = re.findall(r"server \$\{(\w+)\}:(\d+) max_fails", blocks[f"fewshot_{port}"])[0]
        assert (told[first], own) == (name, port), "the cookie's replica comes first, others are its backup"
        assert f'"~^{port} " fewshot_{port};' in text


def test_a_visitor_stays_with_a_replica_and_a_phone_need_not() -> None:
    locations = template("fewshot.locations")
    blocks = dict(re.findall(r"\nlocation (?:= )?(\S+) \{(.*?)\n?\}", locations, re.DOTALL))
    assert "proxy_pass http://$fewshot_replica;" in blocks["${FEWSHOT_BASE}/"]
    assert "add_header Set-Cookie $fewshot_cookie always;" in blocks["${FEWSHOT_BASE}/"]
    assert "proxy_pass http://fewshot_any;" in blocks["${FEWSHOT_BASE}/api/"]
    assert 'map "$cookie_fewshot_replica $uri" $fewshot_replica' in template("replicas.conf")


@pytest.mark.parametrize("path", [PLAIN, TLS], ids=lambda path: path.stem)
def test_nginx_has_all_files_that_it_includes(services: dict[str, Any], path: Path) -> None:
    own = filled(read(path), {"FEWSHOT_PASSWORD": PASSWORD, "FEWSHOT_TLS": "/certificates"})["services"][
        "proxy"
    ]
    mounted = {target: source for source, target, _ in (*mounts(services["proxy"]), *mounts(own))}
    made, texts = set(), []
    for target, source in mounted.items():
        if source.startswith("."):
            made.add(target.replace("/etc/nginx/templates/", "conf.d/").removesuffix(".template"))
            texts.append((DEPLOY / source).read_text(encoding="utf-8"))
    assert len(texts) == 3 and "conf.d/default.conf" in made, "which takes the place of the image's own"
    for text in texts:
        assert set(re.findall(r"^\s*include (\S+);", text, re.MULTILINE)) <= made
        assert all(
            f"/etc/nginx/{folder}" in mounted for folder in re.findall(r"ssl_certificate (\w+)/", text)
        )


def test_nobody_but_the_proxy_is_reached_from_outside(services: dict[str, Any]) -> None:
    """Which is why a replica may believe whoever forwards a request."""
    assert [name for name, each in services.items() if "ports" in each or "network_mode" in each] == ["proxy"]
    told = services["proxy"]["environment"]
    assert services["proxy"]["ports"] == [f"80:{told['FEWSHOT_HTTP']}"]
    assert read(TLS)["services"]["proxy"]["ports"] == [f"443:{told['FEWSHOT_HTTPS']}"]


def test_each_waits_until_what_it_needs_is_healthy(
    services: dict[str, Any], replicas: dict[str, Any]
) -> None:
    healthy = {"condition": "service_healthy"}
    assert all(each["depends_on"] == {"database": healthy} for each in replicas.values())
    assert services["proxy"]["depends_on"] == dict.fromkeys(replicas, healthy)
    assert not any("healthcheck" in each for each in replicas.values()), "the image's own is used"
    assert "fewshot_app.ready http://127.0.0.1:$FEWSHOT_PORT$FEWSHOT_BASE" in said("HEALTHCHECK")
    check, told = services["database"]["healthcheck"], services["database"]["environment"]
    assert check["test"] == ["CMD", "pg_isready", "-U", told["POSTGRES_USER"]] and check["retries"] >= 3
    assert all(each["restart"] == "unless-stopped" for each in services.values())


def test_replicas_reach_the_database_as_it_lets_them_in(
    services: dict[str, Any], replicas: dict[str, Any]
) -> None:
    told = services["database"]["environment"]
    for each in replicas.values():
        url = make_url(each["environment"]["FEWSHOT_DATABASE"])
        assert (url.host, url.port) == ("database", None) and "database" in services
        assert (url.username, url.password) == (told["POSTGRES_USER"], told["POSTGRES_PASSWORD"])
        assert url.database == told.get("POSTGRES_DB", told["POSTGRES_USER"])
        assert url.drivername == "postgresql+psycopg"
    assert re.search(
        r"'\.\[[\w,]*\bpostgres\b", "".join(each.rest for each in CONTAINER if each.name == "RUN")
    )


def test_what_is_kept_is_on_volumes_and_all_else_is_read_only(
    services: dict[str, Any], replicas: dict[str, Any]
) -> None:
    volumes = set(read(PLAIN)["volumes"])
    kept = said("VOLUME")
    assert f"--store {kept}" in said("CMD")
    for each in replicas.values():
        assert mounts(each) == [("store", kept, "")], "shared by all replicas"
        assert each["read_only"] is True and each["tmpfs"] == ["/tmp"] and each["cap_drop"] == ["ALL"]
    image, _, tag = services["database"]["image"].partition(":")
    assert image == "postgres" and int(re.match(r"\d+", tag)[0]) < 18, "from 18 on its data lie elsewhere"
    assert mounts(services["database"]) == [("database", "/var/lib/postgresql/data", "")]
    for each in services.values():
        for source, _, mode in mounts(each):
            assert source in volumes or (mode == "ro" and (DEPLOY / source).is_file())


def test_no_secret_is_in_it() -> None:
    """A password comes from outside, and without one nothing starts."""
    with pytest.raises(NotGiven, match="FEWSHOT_PASSWORD"):
        filled(read(PLAIN), {})
    for path in (PLAIN, TLS):
        for name, each in read(path)["services"].items():
            for key, value in each.get("environment", {}).items():
                inside = re.search(r"://[^:/]*:(.*)@", value)
                if SECRET.search(key) or inside:
                    assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", inside[1] if inside else value), (name, key)


def test_images_of_others_are_of_a_stated_version(services: dict[str, Any], replicas: dict[str, Any]) -> None:
    for name in services.keys() - replicas.keys():
        assert re.fullmatch(r"[\w/.-]+:\d[\w.-]*", services[name]["image"]), name
