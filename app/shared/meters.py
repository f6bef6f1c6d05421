"""What the server counts of itself, for whoever runs it: times and numbers, no visitor among them.

Gauges that are looked up when somebody asks stand in ``operations/gauges.py``.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry(auto_describe=True)
"""All that this process counts."""
SHORT = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0)
"""Upper bounds of classes of times that visitors wait for, in seconds; a click should take 0.3 at most."""
LONG = (0.05, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 180.0)
"""The same of work in the background."""

VISITORS = Gauge("fewshot_visitors", "Pages that are open", registry=REGISTRY)
VISITS = Counter("fewshot_visits", "Pages that were opened", registry=REGISTRY)
RERUNS = Histogram(
    "fewshot_rerun_seconds", "A run of a page's script", ("room",), buckets=SHORT, registry=REGISTRY
)
REQUESTS = Histogram(
    "fewshot_request_seconds", "From a request to the beginning of its answer",
    ("route", "status"), buckets=SHORT, registry=REGISTRY,
)  # fmt: skip
JOB_WAITS = Histogram(
    "fewshot_job_wait_seconds", "Of a job in the worker's queue", buckets=LONG, registry=REGISTRY
)
JOBS = Histogram(
    "fewshot_job_seconds", "Of a job on a worker's thread", ("outcome",), buckets=LONG, registry=REGISTRY
)
VOTES = Counter("fewshot_votes", "Votes that were counted", registry=REGISTRY)
DRAWINGS = Counter("fewshot_drawings", "Drawings that came for a class", registry=REGISTRY)
FAILURES = Counter("fewshot_failures", "What failed unexpectedly", ("where",), registry=REGISTRY)
REFUSED = Counter("fewshot_refused", "What a limit refused", ("what",), registry=REGISTRY)
