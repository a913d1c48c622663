"""A server that speaks S3, on this machine, which answers one request after another."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Thread

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/nonexistent",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
}
"""What a user would have in the environment, but for the endpoint."""

_NUMBERS = count(1)


@contextmanager
def running() -> Iterator[str]:
    """Start the server; its endpoint.

    moto looks at a condition and then puts, so that it answers in turn: what S3 itself does at once.
    """
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, threaded=False)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_bucket(endpoint: str) -> str:
    """A new bucket of the server; its name."""
    import fsspec

    name = f"arkiv-{next(_NUMBERS)}"
    key, secret = ENVIRONMENT["AWS_ACCESS_KEY_ID"], ENVIRONMENT["AWS_SECRET_ACCESS_KEY"]
    fsspec.filesystem("s3", endpoint_url=endpoint, key=key, secret=secret).mkdir(name)
    return name
