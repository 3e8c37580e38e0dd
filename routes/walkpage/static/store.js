// What the page is given, texts, and what it remembers. Units: metres (the page packs decimetres).
const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const $$ = (selector) => Array.from(document.querySelectorAll(selector));
const $ = (id) => document.getElementById(id);
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
let lang = root.dataset.lang;

const memory = {};
const store = {
  get(key, otherwise) {
    try {
      const text = localStorage.getItem("citywalk:" + key);
      return text === null ? otherwise : JSON.parse(text);
    } catch (error) { // no storage for this file, or a text that is not ours
      return key in memory ? memory[key] : otherwise;
    }
  },
  put(key, value) {
    memory[key] = value;
    try {
      localStorage.setItem("citywalk:" + key, JSON.stringify(value));
    } catch (error) { /* kept for as long as the page is open */ }
  },
};

function say(key, values) {
  return data.words[lang][key].replace(/\{(\w+)\}/g, (all, name) => String((values || {})[name]));
}

function far(metres) {
  if (metres >= 995) return say("kilometres", { n: (metres / 1000).toFixed(1) });
  const step = metres < 100 ? 5 : 10;
  return say("metres", { n: Math.max(step, Math.round(metres / step) * step) });
}

// Packed points → [[x, y], …] in metres, y to the north.
function unpack(steps) {
  const points = [];
  let x = 0, y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([x / 10, y / 10]);
  }
  return points;
}

const [ORIGIN_LON, ORIGIN_LAT, EAST_M, NORTH_M] = data.origin;
const toMetres = (lon, lat) => [(lon - ORIGIN_LON) * EAST_M, (lat - ORIGIN_LAT) * NORTH_M];

const line = unpack(data.course.line);
const at = [0]; // metres walked to each vertex
for (let i = 1; i < line.length; i++) {
  at.push(at[i - 1] + Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]));
}
const LENGTH = at[at.length - 1];
const stops = data.course.stops.map((stop) => ({
  id: stop.id, n: stop.n, zh: stop.zh, en: stop.en, s: at[stop.v],
  place: unpack(stop.at)[0], along: stop.along ? unpack(stop.along) : null,
}));
const ends = data.course.ends.map((end) => ({
  zh: end.zh, en: end.en, what: end.what, place: unpack(end.at)[0],
}));
const turns = data.course.turns.map((turn) => ({ s: at[turn.v], go: turn.go, zh: turn.zh, en: turn.en }));
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

// The point of the route so many metres along it.
function pointAt(s) {
  let i = 1;
  while (i < line.length - 1 && at[i] < s) i++;
  const share = clamp((s - at[i - 1]) / (at[i] - at[i - 1] || 1), 0, 1);
  return [line[i - 1][0] + share * (line[i][0] - line[i - 1][0]), line[i - 1][1] + share * (line[i][1] - line[i - 1][1])];
}

// Nearest point of a piece of line: [distance, share of the piece].
function nearest(x, y, a, b) {
  const dx = b[0] - a[0], dy = b[1] - a[1], square = dx * dx + dy * dy;
  const share = square ? clamp(((x - a[0]) * dx + (y - a[1]) * dy) / square, 0, 1) : 0;
  return [Math.hypot(x - a[0] - share * dx, y - a[1] - share * dy), share];
}
