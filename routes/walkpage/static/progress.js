// Stamps and progress, kept by the route's id; what is said of where one is.
const KEY = "walk:" + data.id;
const kept = store.get(KEY, { stamps: {}, s: 0, last: 0, told: {}, done: false });
const isStamped = (id) => Boolean(kept.stamps[id]);
let here = null; // the stop one stands at
const NEAR_END_M = 40;

function keep() {
  store.put(KEY, kept);
}

function setStamp(stop, on) {
  if (on) kept.stamps[stop.id] = new Date().toISOString();
  else delete kept.stamps[stop.id];
  if (on && !me) progress = kept.s = Math.max(kept.s, stop.s);
  keep();
  showStamps();
  celebrate();
  if (!me) showIdle();
  draw();
}

function showStamps() {
  const got = stops.filter((stop) => isStamped(stop.id)).length;
  $("count").textContent = got ? say("stamps_some", { n: got, total: stops.length }) : say("stamps_none", { total: stops.length });
  const box = $("stamps");
  if (!box.childElementCount) {
    for (const stop of stops) {
      const seal = document.createElement("button");
      seal.type = "button";
      seal.className = "seal";
      seal.textContent = stop.n;
      seal.addEventListener("click", () => openStop(stop.n));
      box.append(seal);
    }
  }
  stops.forEach((stop, i) => {
    const seal = box.children[i], on = isStamped(stop.id);
    seal.classList.toggle("on", on);
    seal.setAttribute("aria-label", say("stop_name", { n: stop.n, name: stop[lang] }) + (on ? " · " + say("stamped") : ""));
  });
  for (const button of $$("button.stamp")) {
    const stop = stops.find((one) => one.n === Number(button.dataset.n)), on = isStamped(stop.id);
    button.setAttribute("aria-pressed", String(on));
    button.firstChild.textContent = data.words[button.closest(".tongue").dataset.lang][on ? "stamped" : "stamp"];
    button.closest("li").classList.toggle("reached", on);
  }
}

function celebrate() {
  // With a position the walk ends where it ends; without one, at the last stamp.
  const all = stops.every((stop) => isStamped(stop.id)) && (kept.done || !me || progress > LENGTH - NEAR_END_M);
  $("done").hidden = !all;
  $("done-text").textContent = say("done_text", { sum: data.sums[lang] });
  if (all && !kept.done) {
    kept.done = true;
    keep();
    $("done").classList.add("fresh");
    $("list").scrollTo({ top: 0, behavior: calmly() });
    tell(say("done"));
  }
}

function tell(text) {
  $("say").textContent = text;
}

function status(kicker, big, small, number, guide) {
  $("kicker").textContent = kicker;
  $("big-line").textContent = big;
  $("small-line").textContent = small;
  $("told").dataset.n = number || "";
  $("guides").hidden = !guide;
  if (level === "low" && !WIDE.matches) setLevel("low");
}

function showIdle() {
  const next = stops.find((stop) => stop.s > kept.s - 1 && !isStamped(stop.id));
  if (kept.s === 0 && next) status(ends[0].what[lang], ends[0][lang], turns[0][lang]);
  else if (next) showNext(next, kept.s, null);
  else status(say("home"), say("home_way", { name: ends[1][lang] }), far(Math.max(0, LENGTH - kept.s)));
}

function turnText(s, goal) {
  const next = turns.find((turn) => turn.s > s + 4 && turn.s < goal - 3 && !turn.go);
  const fresh = turns.find((turn) => turn.go && Math.abs(turn.s - s) < 12);
  if (fresh && (!next || next.s - s > 25)) return say("turn_now", { turn: fresh.go[lang] });
  if (!next) return say("no_turn");
  return next.s - s < 15 ? say("turn_now", { turn: next[lang] }) : say("turn_in", { distance: far(next.s - s), turn: next[lang] });
}

function showNext(stop, s, spot) {
  const ways = [say("along_way", { distance: far(Math.max(0, stop.s - s)) })];
  if (spot) ways.push(say("straight_way", { distance: far(Math.hypot(stop.place[0] - spot.x, stop.place[1] - spot.y)) }));
  status(say("next") + " · " + ways.join(" · "), say("next_name", { n: stop.n, name: stop[lang] }), turnText(s, stop.s), stop.n);
}

const WINDS = ["east", "north_east", "north", "north_west", "west", "south_west", "south", "south_east"];
function windTo(x, y) {
  return say(WINDS[(Math.round(Math.atan2(y, x) / (Math.PI / 4)) + 8) % 8]);
}

// A few steps away one finds back alone; from farther off a map app leads to the start.
const AWAY_M = 500;
function showOff(found, spot) {
  if (found.d > AWAY_M) {
    const [x, y] = ends[0].place, ways = { direction: windTo(x - spot.x, y - spot.y), distance: far(Math.hypot(x - spot.x, y - spot.y)) };
    status(say("off_route", { distance: far(found.d) }), say("away", { name: ends[0][lang] }), say("away_hint", ways), "", true);
    return;
  }
  const [x, y] = pointAt(found.off.s);
  const next = stops.find((stop) => stop.s > found.s && !isStamped(stop.id)), n = next ? next.n : "";
  status(say("off_route", { distance: far(found.d) }), next ? say("next_name", { n, name: next[lang] }) : say("home_way", { name: ends[1][lang] }), say("off_hint", { direction: windTo(x - spot.x, y - spot.y) }), n);
}

function distanceTo(stop, spot) {
  const points = stop.along || [stop.place, stop.place];
  let least = Infinity;
  for (let i = 1; i < points.length; i++) least = Math.min(least, nearest(spot.x, spot.y, points[i - 1], points[i])[0]);
  return least;
}

// A stop is reached within 30 m, or within what the phone knows; one further along the route counts
// only when one stays there, since the walk may pass it before it is due.
const lingering = {};
function arrive(spot, found) {
  const reach = Math.max(30, Math.min(75, spot.accuracy));
  let now = null;
  for (const stop of stops) {
    if (stop.s < kept.last) continue; // left behind: no way back by a shaking position
    const near = distanceTo(stop, spot) <= reach;
    lingering[stop.id] = near ? (lingering[stop.id] || 0) + 1 : 0;
    const due = Math.abs(stop.s - found.s) < 90 || lingering[stop.id] >= 4;
    if (near && due && (!now || Math.abs(stop.s - found.s) < Math.abs(now.s - found.s))) now = stop;
  }
  here = now || (here && distanceTo(here, spot) <= reach + 20 ? here : null);
  if (!now || kept.told[now.id]) return;
  kept.told[now.id] = 1;
  kept.last = now.s;
  kept.stamps[now.id] = kept.stamps[now.id] || new Date().toISOString();
  keep();
  showStamps();
  tell(say("arrived", { n: now.n, name: now[lang] }));
  if (navigator.vibrate && !CALM.matches) navigator.vibrate(80);
  openStop(now.n);
  itemOf(now.n).classList.add("fresh");
  if (store.get("auto", false)) listen(now.n);
  celebrate();
}

function moveTo(spot, found) {
  if (!found.off) {
    progress = kept.s = found.s;
    keep();
  }
  if (spot.accuracy <= 100) arrive(spot, found);
  if (here) {
    const next = stops.find((stop) => stop.s > here.s && !isStamped(stop.id));
    status(say("here"), say("next_name", { n: here.n, name: here[lang] }), next ? say("then", { name: next[lang] }) : say("here_hint"), here.n);
  } else if (found.off) showOff(found, spot);
  else {
    const next = stops.find((stop) => stop.s > found.s - 10 && !isStamped(stop.id));
    if (next) showNext(next, found.s, spot);
    else if (found.s > LENGTH - NEAR_END_M) {
      status(say("here"), ends[1][lang], $("count").textContent);
      celebrate();
    } else status(say("home"), say("home_way", { name: ends[1][lang] }), far(LENGTH - found.s) + " · " + turnText(found.s, LENGTH));
  }
}

$("list").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-n]");
  if (!button) return;
  const n = Number(button.dataset.n), stop = stops.find((one) => one.n === n);
  if (button.classList.contains("stamp")) setStamp(stop, !isStamped(stop.id));
  else if (button.classList.contains("show")) showOnMap(n);
  else if (button.classList.contains("listen")) listen(n);
});

$("reset").addEventListener("click", () => {
  if (!confirm(say("reset_ask"))) return;
  Object.assign(kept, { stamps: {}, s: 0, last: 0, told: {}, done: false });
  progress = 0;
  here = null;
  keep();
  showStamps();
  celebrate();
  if (watching !== null) startTracking();
  else showIdle();
  draw();
});
