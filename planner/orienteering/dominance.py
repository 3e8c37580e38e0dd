"""Labels extended, kept by node and band of value, to find out which others they make needless.

Units: seconds, prizes. Imports compiled, masks, net, pool.
"""

from planner.orienteering.compiled import inlined, lean
from planner.orienteering.mask_arrays import mask_at, put_mask
from planner.orienteering.net import Net
from planner.orienteering.pool import BANDS, CHUNK, CHUNKS, LOWEST, TOP, Pool
from planner.orienteering.words import both, either, is_empty, without


@inlined
def band_of(pool: Pool, value: int) -> int:
    """Band of a value."""
    return int(min(max(value, 0) * BANDS // pool.state[TOP], BANDS - 1))


@lean
def dominated(net: Net, pool: Pool, label: int, looks: int) -> bool:
    """Whether a settled label of the node can do all that a label can, no later, with no less.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Holds both.
    label : int
        Which.
    looks : int
        Chunks of settled labels looked into at most.

    Returns
    -------
    bool
        True if nothing is lost without the label.
    """
    node = pool.node[label]
    time_s, value, length_s = pool.time_s[label], pool.value[label], pool.length_s[label]
    shut = mask_at(pool.shut, label, net.must)
    seen = both(shut, net.must)
    for band in range(band_of(pool, value), BANDS):
        chunk, filled = pool.chunk[node, band], pool.filled[node, band]
        while chunk >= 0:
            foreign = without(mask_at(pool.chunk_common, chunk, shut), shut)
            if not is_empty(foreign) or pool.chunk_most[chunk] < value:
                chunk, filled = int(pool.chunk_before[chunk]), CHUNK
                continue
            looks -= 1
            if looks < 0:
                return False
            # It shuts nothing else, and has seen all must-see groups that the label has. Masks
            # first, which mostly settle it, so that the rest is rarely fetched; and without a way
            # out in between, so that the machine looks at several at once.
            hits = 0
            for k in range(chunk * CHUNK, chunk * CHUNK + filled):
                other = mask_at(pool.old_shut, k, shut)
                hits |= is_empty(either(without(other, shut), without(seen, other)))
            if hits:
                hits = 0
                for k in range(chunk * CHUNK, chunk * CHUNK + filled):
                    other = mask_at(pool.old_shut, k, shut)
                    subset = is_empty(either(without(other, shut), without(seen, other)))
                    no_later = (pool.old_time_s[k] <= time_s) & (pool.old_length_s[k] <= length_s)
                    hits |= subset & no_later & (pool.old_value[k] >= value)
                if hits:
                    return True
            chunk, filled = int(pool.chunk_before[chunk]), CHUNK
    return False


@lean
def settle(net: Net, pool: Pool, label: int) -> None:
    """Keep a label as one that may dominate others.

    Parameters
    ----------
    net : Net
        Reduced problem.
    pool : Pool
        Changed in place.
    label : int
        Which.
    """
    pool.settled[label] = True
    node, value = pool.node[label], pool.value[label]
    shut = mask_at(pool.shut, label, net.must)
    band = band_of(pool, value)
    if pool.filled[node, band] == CHUNK:
        fresh = pool.state[CHUNKS]
        pool.state[CHUNKS] += 1
        pool.chunk_before[fresh] = pool.chunk[node, band]
        pool.chunk_most[fresh] = LOWEST
        put_mask(pool.chunk_common, fresh, shut)
        pool.chunk[node, band] = fresh
        pool.filled[node, band] = 0
    chunk = pool.chunk[node, band]
    pool.chunk_most[chunk] = max(pool.chunk_most[chunk], value)
    common = both(mask_at(pool.chunk_common, chunk, shut), shut)
    put_mask(pool.chunk_common, chunk, common)
    k = chunk * CHUNK + pool.filled[node, band]
    pool.filled[node, band] += 1
    pool.old_time_s[k] = pool.time_s[label]
    pool.old_length_s[k] = pool.length_s[label]
    pool.old_value[k] = value
    put_mask(pool.old_shut, k, shut)
