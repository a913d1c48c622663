"""The server as a process: a socket, uvicorn, and an orderly end."""

from __future__ import annotations

import errno
import gc
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from uvicorn import Config, Server

from report_builder.diagnostics import Diagnostic
from report_builder.feedback.store import FeedbackStore
from report_builder.language.message import hinted
from report_builder.language.reason import reason_of
from report_builder.serve.app import make_app
from report_builder.serve.limits import Limits, World
from report_builder.serve.protocol import protocol_with
from report_builder.serve.proxies import Proxies
from report_builder.serve.site import Site, SiteFault
from report_builder.serve.telling import tell_faults


def check_site(root: Path) -> Diagnostic | None:
    """Give the fault that keeps the site in ``root`` from being served, if it has one."""
    try:
        Site(root, lambda _diagnostic: None)
    except SiteFault as fault:
        return fault.diagnostic
    return None


def serve_site(
    root: Path,
    store: FeedbackStore,
    world: World,
    host: str,
    port: int,
    ready: Callable[[str], None],
    limits: Limits | None = None,
    proxies: Proxies | None = None,
) -> Diagnostic | None:
    """Serve the site in ``root`` until a signal ends it; give the fault that kept it from beginning.

    ``port`` 0 takes any that is free. ``proxies`` as in :func:`make_app`. ``ready`` is told the address as
    soon as clients can connect.
    SIGTERM and SIGINT: no new connection, the requests in hand are finished, the counts are written, and
    the signal then goes on to the handler that was there before.
    """
    bounds, believed = limits or Limits(), proxies or Proxies()
    try:
        app = make_app(root, store, world, bounds, believed)
        listening = _listen(host, port)
    except SiteFault as fault:
        return fault.diagnostic
    except OSError as fault:
        return _address_fault(fault, host, port)
    # The command line does without garbage collection, as everything else that it does is short.
    gc.enable()
    tell_faults(world.report)
    config = Config(
        app,
        http=protocol_with(bounds, believed),
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,  # it would write down who was here
        server_header=False,
        proxy_headers=False,  # the application asks ``proxies``
        limit_concurrency=bounds.connections,
        timeout_keep_alive=bounds.idle_seconds,
        timeout_graceful_shutdown=bounds.shutdown_seconds,
        h11_max_incomplete_event_size=bounds.body_bytes,
    )
    with listening:
        shown, bound = listening.getsockname()[:2]
        ready(f"http://{f'[{shown}]' if ':' in shown else shown}:{bound}/")
        Server(config).run(sockets=[listening])
    return None


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # there it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


def _address_fault(fault: OSError, host: str, port: int) -> Diagnostic:
    if fault.errno == errno.EADDRINUSE:
        return Diagnostic("RB-PORT-BUSY", *hinted("serve.port-busy", port=port, host=host))
    return Diagnostic("RB-ADDRESS", *hinted("serve.address", host=host, port=port, reason=reason_of(fault)))
