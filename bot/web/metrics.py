"""What the gateway counts, for Prometheus. No label says anything about a visitor."""

from __future__ import annotations

from contextvars import ContextVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

#: Seconds: from a page served from memory to an answer that comes too late.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 15)

#: Finer where the gateway's own time lies.
_OWN_BUCKETS = (
    *(number * 0.00025 for number in range(1, 25)),
    *(0.0075, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 15),
)

#: Seconds that the call being answered has waited for Rasa.
waited_for_rasa: ContextVar[float] = ContextVar("waited_for_rasa", default=0.0)


class Metrics:
    """The counters of one gateway, in a registry of their own.

    Attributes:
        requests: Calls answered, by ``method``, ``route`` and ``status``.
        seconds: Time to answer, by ``route``; Rasa's included.
        own_seconds: The same without Rasa's.
        rasa_seconds: Time Rasa took, its failures included.
        fallbacks: Messages answered without Rasa, by ``reason``.
        orientations: Results given, by the first ``porte``.
        errors: Failures by ``kind``: ``database`` or ``internal``.
        contacts: Requests left for the ESS service.
        mails: Attempts to mail, by ``kind`` and ``outcome``: sent, delayed or refused for good.
        waiting: Requests that are not mailed yet.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "bot_requests", "Calls", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "bot_request_seconds", "Time", ("route",), buckets=_BUCKETS, registry=self.registry
        )
        self.own_seconds = Histogram(
            "bot_own_seconds",
            "Time without Rasa's",
            ("route",),
            buckets=_OWN_BUCKETS,
            registry=self.registry,
        )
        self.rasa_seconds = Histogram(
            "bot_rasa_seconds", "Time Rasa took", buckets=_BUCKETS, registry=self.registry
        )
        self.fallbacks = Counter(
            "bot_fallbacks", "Answers without Rasa", ("reason",), registry=self.registry
        )
        self.orientations = Counter(
            "bot_orientations", "Results by first door", ("porte",), registry=self.registry
        )
        self.errors = Counter("bot_errors", "Failures", ("kind",), registry=self.registry)
        self.contacts = Counter(
            "bot_contact_requests", "Requests left for the ESS service", registry=self.registry
        )
        self.mails = Counter(
            "bot_mails", "Attempts to mail", ("kind", "outcome"), registry=self.registry
        )
        self.waiting = Gauge(
            "bot_outbox_waiting", "Requests not mailed yet", registry=self.registry
        )

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self.registry)
