"""HTTP/1.1 with limits of time: uvicorn's own protocol has no time limit for slow clients."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from report_builder.serve.holding import Holding
from report_builder.serve.limits import Limits
from report_builder.serve.proxies import Proxies


class PatientProtocol(H11Protocol):
    """Closes a connection whose request does not arrive, or whose client does not take the answer."""

    limits = Limits()
    holding: ClassVar[Holding]
    """Every connection of the server."""

    _waiting: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn does
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_head()
        if not self.holding.add(self, self.client[0] if self.client else ""):
            self.limit_concurrency = 0  # uvicorn answers 503 to its request, and closes it

    def data_received(self, data: bytes) -> None:
        """Take bytes; the wait for a head goes on from its first byte until it is whole."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait_for_head()
        else:
            self._stop_waiting()

    def handle_events(self) -> None:
        """Take what came. After a request that is none the connection says no more than its refusal."""
        try:
            super().handle_events()
        except h11.LocalProtocolError:  # there is no room for a refusal in the midst of another answer
            self.transport.abort()
        if self.conn.their_state is h11.ERROR and self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def on_response_complete(self) -> None:
        """Give the client time to take the rest of an answer, and no more than that."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._abort_later()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection; what it still has to take must be taken in time."""
        super().timeout_keep_alive_handler()
        self._abort_later()

    def pause_writing(self) -> None:
        """Begin to wait for a client that does not take what it is sent."""
        super().pause_writing()
        self._abort_later()

    def resume_writing(self) -> None:
        """Wait no more: it was taken. The end of a closed connection must still be taken in its time."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._stop_aborting()

    def connection_lost(self, exc: Exception | None) -> None:
        """End every wait."""
        self._stop_waiting()
        self.holding.remove(self)
        super().connection_lost(exc)
        self._stop_aborting()

    def is_idle(self) -> bool:
        """Tell whether no request is under way, and every answer was taken."""
        # Before the first request there is no cycle, whatever uvicorn's types say.
        at_rest = self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]
        return at_rest and not self.transport.get_write_buffer_size()

    def drop(self) -> None:
        """Close the connection at once."""
        self.transport.abort()

    def _wait_for_head(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(self.limits.head_seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _abort_later(self) -> None:
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.limits.stall_seconds, self.transport.abort)

    def _stop_aborting(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


def protocol_with(limits: Limits, proxies: Proxies) -> type[PatientProtocol]:
    """Give the protocol with its bounds, and a share for each address that is none of ``proxies``.

    uvicorn makes the instances itself.
    """
    holding = Holding(limits.connections, limits.connections_each, proxies.knows)
    return type("PatientProtocol", (PatientProtocol,), {"limits": limits, "holding": holding})
