"""Real servers as child processes, each in a folder of its own: for the settings that `make.py publish` writes, and for a ZIM."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

# What the .htaccess file asks for, and the least that Apache needs to run.
MODULES = ("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "deflate", "filter", "autoindex")
# On Debian as root, a server reads its files as somebody else.
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def nginx(settings, website, port):
    """Serve a website by nginx with the generated settings; only what these mark to be changed is changed."""
    with _place() as place:
        text = settings.read_text("utf-8")
        for old, new in {
            "listen 80;": f"listen 127.0.0.1:{port};",
            "/var/www/nato-russia-reader/": f"{website}/",
        }.items():
            assert text.count(old) == 1, old
            text = text.replace(old, f'"{new}"' if " " in new and "listen" not in new else new)
        (place / "reader.conf").write_text(text, "utf-8")
        temporary = "".join(
            f"  {kind}_temp_path {place}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (place / "nginx.conf").write_text(
            f"{'user root;' if ROOT else ''}\ndaemon off;\npid {place}/pid;\nerror_log stderr warn;\nworker_processes 1;\n"
            f"events {{}}\nhttp {{\n  access_log off;\n{temporary}  include {place}/reader.conf;\n}}\n",
            "utf-8",
        )
        command = [
            os.environ["READER_NGINX"],
            "-p",
            str(place),
            "-c",
            str(place / "nginx.conf"),
            "-e",
            "stderr",
        ]
        test = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert test.returncode == 0 and "[warn]" not in test.stderr, test.stderr
        with _running(command, port, place):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def apache(base, website, port):
    """Serve a website by Apache, which reads the .htaccess files that lie in it."""
    with _place() as place:
        folder = place / "website"
        shutil.copytree(website, folder)
        modules = "".join(
            f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in MODULES
        )
        (place / "mime.types").write_text("", "utf-8")
        where = f'Alias "{base.rstrip("/")}" "{folder}"' if base != "/" else ""
        root = place / "empty" if base != "/" else folder
        root.mkdir(exist_ok=True)
        (place / "apache.conf").write_text(
            f"ServerRoot {place}\nServerName 127.0.0.1\nPidFile {place}/pid\nListen 127.0.0.1:{port}\n{modules}"
            f"{'User www-data' if ROOT else ''}\n{'Group www-data' if ROOT else ''}\n"
            f"TypesConfig {place}/mime.types\nErrorLog {place}/errors\nLogLevel warn\n"
            f'DocumentRoot "{root}"\n{where}\n'
            f'<Directory "{folder}">\n  AllowOverride All\n  Options +Indexes\n  Require all granted\n</Directory>\n',
            "utf-8",
        )
        command = [os.environ["READER_APACHE"], "-f", str(place / "apache.conf"), "-DFOREGROUND"]
        with _running(command, port, place):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def kiwix(zim):
    """Serve a ZIM by kiwix-serve."""
    port = free_port()
    with _place() as place, _running(["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), str(zim)], port, place):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _place():
    """A folder that any user can read."""
    with tempfile.TemporaryDirectory(prefix="reader-server-", ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o755)
        yield Path(place)


@contextmanager
def _running(command, port, place):
    with (place / "output").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, (place / "output").read_text("utf-8")
                time.sleep(0.1)
            else:
                raise AssertionError((place / "output").read_text("utf-8") or "the server does not answer")
            yield
        finally:
            process.terminate()
            process.wait(20)
