"""nginx with the project's own configuration, on free ports of this machine."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MAIN = """
user {user};
daemon off;
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include conf.d/*.conf;
}}
"""
"""What the image of nginx brings, as far as the project's files need it."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Proxy:
    """nginx before two replicas on these ports, running; ``base`` is the path below which they serve."""

    def __init__(self, folder: Path, replicas: tuple[int, int], base: str = "", tls: bool = False) -> None:
        self.folder, self.replicas, self.tls = folder, replicas, tls
        self.port, self.tls_port = free_port(), free_port()
        values = {
            "FEWSHOT_BASE": base,
            "FEWSHOT_FIRST": "127.0.0.1",
            "FEWSHOT_SECOND": "127.0.0.1",
            "FEWSHOT_HTTP": str(self.port),
            "FEWSHOT_HTTPS": str(self.tls_port),
        }
        (folder / "conf.d").mkdir(parents=True)
        for name in ("replicas.conf", "fewshot.locations", "tls.conf" if tls else "plain.conf"):
            template = (TEMPLATES / f"{name}.template").read_text(encoding="utf-8")
            (folder / "conf.d" / name).write_text(self._filled(template, values), encoding="utf-8")
        user = "root" if os.getuid() == 0 else str(os.getuid())
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
        if tls:
            certificate(folder / "tls")
        self._run("-t")
        self.process = subprocess.Popen(self._command())
        self._wait()

    def _filled(self, template: str, values: dict[str, str]) -> str:
        """As envsubst does it, and with other ports than those that the replicas are named by."""
        text = re.sub(r"\$\{(FEWSHOT_\w+)\}", lambda found: values[found[1]], template)
        for named, port in zip(("8501", "8502"), self.replicas, strict=True):
            text = text.replace(named, str(port))
        return text

    def reload(self) -> None:
        """Read the configuration again, as a new certificate needs it."""
        self._run("-s", "reload")

    def stop(self) -> None:
        """End it at once."""
        self.process.terminate()
        self.process.wait(10)

    def _command(self, *arguments: str) -> list[str]:
        assert NGINX
        return [NGINX, "-p", str(self.folder), "-c", f"{self.folder}/nginx.conf", "-e", "stderr", *arguments]

    def _run(self, *arguments: str) -> None:
        done = subprocess.run(self._command(*arguments), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def _wait(self) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            assert self.process.poll() is None, (self.folder / "error.log").read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("nginx does not answer")


def certificate(folder: Path) -> None:
    """A certificate that nobody has signed, and its key."""
    folder.mkdir()
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", names, "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
