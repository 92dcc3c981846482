"""What can go wrong between us and a graph store. Hides the driver's own errors."""

from __future__ import annotations


class GraphError(Exception):
    """Base of all. `code` is a stable word for programs."""

    code = "graph_failed"
    transient = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class GraphUnavailable(GraphError):
    """The store does not answer now: down, restarting, too slow. The record is safe; try again later."""

    code = "graph_unavailable"
    transient = True


class GraphOverburdened(GraphUnavailable):
    """What was asked took longer, or more memory, than the store allows. It may answer everything else."""


class GraphMisconfigured(GraphError):
    """GRAPH_URL, user, password or database is wrong. Trying again will not help."""

    code = "graph_misconfigured"
