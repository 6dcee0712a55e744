"""Serve the site while it is written: it reloads when a file changes, and shows what is wrong in the pages."""

import os
import signal
import socket
import subprocess
import sys

from .mkdocs_run import WITH_PARENT, environment
from .project import Project

PATIENCE = 5


class PortError(Exception):
    """The port cannot be had; the message says what to do."""


def serve(project: Project, port: int) -> int:
    """Serve on this machine until interrupted; returns the exit code.

    Raises:
        PortError: when another program has the port.
    """
    _free(port)
    command = [sys.executable, "-m", "reader.live", str(port)]
    process = subprocess.Popen(command, cwd=project.root, env=environment(project, "show"), preexec_fn=WITH_PARENT)
    try:
        return 1 if process.wait() else 0
    except KeyboardInterrupt:
        _stop(process)
        return 0


def _free(port: int) -> None:
    if not 0 < port < 65536:
        raise PortError(f"There is no port {port}; choose one from 1024 to 65535, as in --port 8001.")
    with socket.socket() as probe:
        if os.name != "nt":  # there this option would take a port away from others
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortError(
                f"Port {port} cannot be used ({error.strerror}); stop the program that has it, or choose another: "
                f"python3 scripts/make.py serve --port {port + 1 if port < 65535 else 8000}"
            ) from None


def _stop(process: subprocess.Popen) -> None:
    """Wait for the server, which a terminal interrupts too; tell it where only this process was told."""
    for number in (None, signal.SIGINT if os.name != "nt" else signal.SIGTERM, signal.SIGTERM):
        if number is not None:
            process.send_signal(number)
        try:
            process.wait(PATIENCE if number else 0.5)
            return
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()
