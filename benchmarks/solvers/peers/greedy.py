"""Greedy by prize per time: what most tools do."""

from benchmarks.solvers.posed import Claim, Posed


def run(posed: Posed, seconds: float) -> Claim:  # noqa: ARG001 - takes no time worth limiting
    """Append the place with most prize per second of walk, wait and dwell while one fits.

    Parameters
    ----------
    posed : Posed
        What is asked.
    seconds : float
        Not used.

    Returns
    -------
    Claim
        A tour.
    """
    order: list[int] = []
    here, now, seen = posed.start, 0, set[int]()
    while True:
        best, best_rate, best_free = -1, 0.0, 0
        for node in range(posed.size):
            begin = max(now + int(posed.travel_s[here, node]), int(posed.open_s[node]))
            free = begin + int(posed.dwell_s[node])
            back = free + int(posed.travel_s[node, posed.end])
            if posed.place[node] in seen or begin > posed.close_s[node] or back > posed.budget_s:
                continue
            rate = int(posed.prize[node]) / max(free - now, 1)
            if rate > best_rate:
                best, best_rate, best_free = node, rate, free
        if best < 0:
            return Claim(order=order)
        order.append(best)
        seen.add(int(posed.place[best]))
        here, now = best, best_free
