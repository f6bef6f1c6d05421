"""The files in ``deploy/``, as far as they can be checked without an engine and a cluster."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.deploy import settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
KUBERNETES = "1.34"
"""The release whose schemas the manifests are checked against."""


def command(name: str) -> str:
    """A command of this environment, or of the system."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_the_container_file_keeps_to_the_rules() -> None:
    done = subprocess.run(
        [command("hadolint"), "--format", "json", DEPLOY / "Containerfile"], capture_output=True, text=True
    )
    assert done.returncode == 0 and json.loads(done.stdout) == [], done.stdout + done.stderr


def test_the_container_runs_as_a_user_without_rights() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    last = text.split("\nFROM ")[-1]
    assert re.search(r"^USER [1-9]\d+:[1-9]", last, re.MULTILINE) and "HEALTHCHECK" in last


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_the_manifests_are_what_kubernetes_takes(path: Path) -> None:
    kubernetes_validate = pytest.importorskip("kubernetes_validate", reason="it is not installed")
    documents = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    assert documents
    for document in documents:
        assert kubernetes_validate.validate(document, KUBERNETES, strict=True)


def test_the_manifests_fit_together() -> None:
    found = {
        (each["kind"], each["metadata"]["name"]): each
        for path in MANIFESTS
        for each in yaml.safe_load_all(path.read_text(encoding="utf-8"))
    }
    pod = found["Deployment", "fewshot"]["spec"]["template"]
    (container,) = pod["spec"]["containers"]
    secret = container["env"][0]["valueFrom"]["secretKeyRef"]
    assert secret["key"] in found["Secret", secret["name"]]["stringData"]
    claim = pod["spec"]["volumes"][0]["persistentVolumeClaim"]["claimName"]
    assert ("PersistentVolumeClaim", claim) in found
    service = found["Service", "fewshot"]["spec"]
    assert service["selector"].items() <= pod["metadata"]["labels"].items()
    assert service["ports"][0]["targetPort"] == container["ports"][0]["name"]
    probes = [container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")]
    assert probes == ["/healthz", "/readyz", "/healthz"]


def test_pods_and_units_are_told_only_what_the_app_knows() -> None:
    (pod,) = [path for path in MANIFESTS if path.stem == "deployment"]
    deployment = next(yaml.safe_load_all(pod.read_text(encoding="utf-8")))
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    unit = (DEPLOY / "systemd" / "fewshot@.service").read_text(encoding="utf-8")
    told = {each["name"] for each in container["env"]} | set(
        re.findall(r"^Environment=(\w+)=", unit, re.MULTILINE)
    )
    assert len(told) == 3 and told <= settings.known()


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = tmp_path / "fewshot@.service"
    text = (DEPLOY / "systemd" / unit.name).read_text(encoding="utf-8")
    unit.write_text(re.sub(r"^(Exec\w+=)/opt/fewshot/bin/\w+", r"\1/bin/true", text, flags=re.MULTILINE))
    done = subprocess.run([command("systemd-analyze"), "verify", unit], capture_output=True, text=True)
    told = [line for line in done.stderr.splitlines() if unit.name.split("@")[0] in line]
    assert not told, told
