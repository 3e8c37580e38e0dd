"""Labels extended, kept by node and band of value, to find out which others they make needless.

Units: seconds, prizes. Imports compiled, net, pool.
"""

import numpy as np

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.net import Net
from planner.orienteering.pool import BANDS, CHUNK, CHUNKS, LOWEST, TOP, Pool


@inlined
def band_of(pool: Pool, value: int) -> int:
    """Band of a value."""
    return int(min(max(value, 0) * BANDS // pool.state[TOP], BANDS - 1))


@lean
def dominated(net: Net, pool: Pool, label: int) -> bool:
    """Whether a settled label of the node can do all that a label can, no later, with no less.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Holds both.
    label : int
        Which.

    Returns
    -------
    bool
        True if nothing is lost without the label.
    """
    node = pool.node[label]
    time_s, value, shut = pool.time_s[label], pool.value[label], pool.shut[label]
    length_s, seen = pool.length_s[label], shut & net.must
    for band in range(band_of(pool, value), BANDS):
        chunk, filled = pool.chunk[node, band], pool.filled[node, band]
        while chunk >= 0:
            foreign = (pool.chunk_common[chunk] & ~shut) != np.uint64(0)
            if foreign or pool.chunk_most[chunk] < value:
                chunk, filled = int(pool.chunk_before[chunk]), CHUNK
                continue
            hits = 0
            # Without a way out in between, so that the machine looks at several at once.
            for k in range(chunk * CHUNK, chunk * CHUNK + filled):
                other = pool.old_shut[k]
                subset = ((other & ~shut) | ((other & net.must) ^ seen)) == np.uint64(0)
                no_later = (pool.old_time_s[k] <= time_s) & (pool.old_length_s[k] <= length_s)
                hits |= subset & no_later & (pool.old_value[k] >= value)
            if hits:
                return True
            chunk, filled = int(pool.chunk_before[chunk]), CHUNK
    return False


@lean
def settle(pool: Pool, label: int) -> None:
    """Keep a label as one that may dominate others.

    Parameters
    ----------
    pool : Pool
        Changed in place.
    label : int
        Which.
    """
    pool.settled[label] = True
    node, value = pool.node[label], pool.value[label]
    band = band_of(pool, value)
    if pool.filled[node, band] == CHUNK:
        fresh = pool.state[CHUNKS]
        pool.state[CHUNKS] += 1
        pool.chunk_before[fresh] = pool.chunk[node, band]
        pool.chunk_most[fresh] = LOWEST
        pool.chunk_common[fresh] = ~np.uint64(0)
        pool.chunk[node, band] = fresh
        pool.filled[node, band] = 0
    chunk = pool.chunk[node, band]
    pool.chunk_most[chunk] = max(pool.chunk_most[chunk], value)
    pool.chunk_common[chunk] &= pool.shut[label]
    k = chunk * CHUNK + pool.filled[node, band]
    pool.filled[node, band] += 1
    pool.old_time_s[k] = pool.time_s[label]
    pool.old_length_s[k] = pool.length_s[label]
    pool.old_value[k] = value
    pool.old_shut[k] = pool.shut[label]
