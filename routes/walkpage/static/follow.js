// Where on the route a walker is. The loop may cross or repeat itself, so several spots stay in play:
// each costs what it lies off, and what is odd about getting there from the spots before.
const JUMP = 9, OFF_FIT = 6, KEPT = 12;

// The spots of the route near a point: one for each stretch that comes near.
function spotsNear(x, y, reach) {
  const found = [];
  let best = null, least = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [d, share] = nearest(x, y, line[i - 1], line[i]);
    const spot = { d, s: at[i - 1] + share * (at[i] - at[i - 1]) };
    least = Math.min(least, d);
    if (best && (d > best.d + 12 || spot.s - best.s > 25)) {
      found.push(best);
      best = null;
    }
    if (!best || d < best.d) best = spot;
  }
  if (best) found.push(best);
  const near = found.filter((spot) => spot.d <= least + reach);
  return near.sort((a, b) => a.d - b.d).slice(0, KEPT);
}

function oddness(ahead, moved) {
  if (ahead >= 0) return Math.min(JUMP, Math.abs(ahead - moved) / 30);
  return Math.min(JUMP, -ahead / 15 + (ahead < -15 ? 1.5 : 0));
}

function tracker(prior) {
  let kept = null, last = null;
  return {
    // Returns { d, s }: metres off the route and along it; s stays where it was while off it.
    feed(x, y, accuracy) {
      const sigma = clamp(accuracy, 8, 60);
      const spots = spotsNear(x, y, sigma + 15);
      if (spots[0].d > 40 + accuracy) return { d: spots[0].d, s: kept ? kept[0].s : prior, off: spots[0] };
      const moved = last ? Math.hypot(x - last[0], y - last[1]) : 0;
      for (const spot of spots) {
        const fit = Math.min(OFF_FIT, (spot.d / sigma) ** 2 / 2);
        const way = kept
          ? Math.min(...kept.map((old) => old.cost + oddness(spot.s - old.s, moved)))
          : 4 * Math.abs(spot.s - prior) / LENGTH;
        spot.cost = fit + way;
      }
      spots.sort((a, b) => a.cost - b.cost);
      const base = spots[0].cost;
      for (const spot of spots) spot.cost -= base;
      kept = spots;
      last = [x, y];
      return { d: spots[0].d, s: spots[0].s, off: null };
    },
  };
}
