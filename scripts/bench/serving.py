"""A server on this machine for as long as pages are loaded from it."""

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_arguments):
        """Say nothing."""


@contextmanager
def serve(handler: Callable) -> Iterator[str]:
    """Serve with a handler; gives the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
