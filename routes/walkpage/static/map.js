// The map: a canvas drawn anew at each move, and the stops as buttons over it.
const canvas = $("canvas"), pen = canvas.getContext("2d"), frame = $("map");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const land = {};
for (const layer of Object.keys(data.map)) {
  if (layer === "box") continue;
  land[layer] = data.map[layer].map((feature) => {
    const lines = feature.p.map(unpack), path = new Path2D();
    for (const points of lines) points.forEach(([x, y], i) => (i ? path.lineTo(x, -y) : path.moveTo(x, -y)));
    return Object.assign({}, feature, { lines, path, p: null });
  });
}
const exits = data.exits.map((exit) => ({ zh: exit.zh, en: exit.en, place: unpack(exit.p)[0] }));
const BOX = data.map.box.map((side) => side / 10);
const WIDTH_M = { primary: 17, secondary: 14, tertiary: 11, minor: 8, lane: 4, path: 1.6, steps: 1.6 };
const LEAST_PX = { primary: 4, secondary: 3.2, tertiary: 2.4, minor: 1.4, lane: 0.7, path: 0.7, steps: 0.7 };
const ORDER = ["path", "steps", "lane", "minor", "tertiary", "secondary", "primary"];
const view = { x: 0, y: 0, scale: 0.3 }; // metres in the middle of the canvas, pixels a metre
const MOST = 4, PIN_PX = 31, FARTHEST_M = 12000;
const FAR_PX = 0.1; // pixels a metre: below it line and ends are shown, no stops and no names
let fitted = false; // the view is as `fit` left it
let wide = 0, high = 0, asked = false, labels = null, labelsFor = "", settled = 0;
let progress = 0; // metres walked along the route
let me = null; // { x, y, accuracy, heading }

function colours() {
  return data.palettes[DARK.matches && !printing ? "dark" : "light"];
}
let printing = false;

// What of the map the sheet covers, in pixels from below; where it goes to, not where it is just now.
function covered() {
  return printing || WIDE.matches ? 0 : parseFloat(sheet.style.height) || 0;
}

// What buttons, scale and sheet leave free, in pixels from the map's sides; a pin has room in it.
function margins() {
  if (printing) return { top: 40, right: 40, below: 60, left: 40 };
  const own = frame.getBoundingClientRect(), pin = 20;
  return {
    top: $("tools").getBoundingClientRect().bottom - own.top + pin,
    right: own.right - $("zoom").getBoundingClientRect().left + pin,
    below: Math.min(covered(), high * 0.62) + $("foot").offsetHeight + pin + 4,
    left: pin + 10,
  };
}

function least() {
  const low = Math.min(wide, 900) / (BOX[2] - BOX[0]), tall = high / (BOX[3] - BOX[1]);
  return Math.min(low, tall) * 0.9;
}

function fit(points) {
  const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
  const west = Math.min(...xs), east = Math.max(...xs), south = Math.min(...ys), north = Math.max(...ys);
  const { top, right, below, left } = margins();
  const across = Math.max(80, wide - left - right), down = Math.max(80, high - top - below);
  view.scale = clamp(Math.min(across / (east - west || 1), down / (north - south || 1)), 0.01, 1.6);
  view.x = (west + east) / 2 + (right - left) / 2 / view.scale;
  view.y = (south + north) / 2 - (below - top) / 2 / view.scale;
  fitted = true;
  draw();
}

// All of the walk, and where one stands if that is not on another map altogether.
function fitWalk(spot) {
  const points = line.concat(stops.concat(ends).map(({ place }) => place));
  fit(spot && Math.hypot(spot.x - line[0][0], spot.y - line[0][1]) < FARTHEST_M ? points.concat([[spot.x, spot.y]]) : points);
}

function whole() {
  follow(false);
  fitWalk();
}

function centre(x, y, scale) {
  view.scale = clamp(scale || view.scale, least(), MOST);
  view.x = x;
  view.y = y - Math.min(covered(), high * 0.7) / 2 / view.scale;
  fitted = false;
  draw();
}

function zoom(factor, px, py) {
  const x = px === undefined ? wide / 2 : px, y = py === undefined ? (high - covered()) / 2 : py;
  const before = view.scale;
  view.scale = clamp(before * factor, Math.min(before, least()), MOST);
  fitted = false;
  const change = 1 / before - 1 / view.scale;
  view.x += (x - wide / 2) * change;
  view.y -= (y - high / 2) * change;
  draw();
}

function pan(dx, dy) {
  view.x = clamp(view.x - dx / view.scale, Math.min(view.x, BOX[0]), Math.max(view.x, BOX[2]));
  view.y = clamp(view.y + dy / view.scale, Math.min(view.y, BOX[1] - 200), Math.max(view.y, BOX[3]));
  fitted = false;
  draw();
}

const onScreen = (x, y) => [(x - view.x) * view.scale + wide / 2, high / 2 - (y - view.y) * view.scale];

function draw() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    paint();
  });
}

function measure() {
  const box = frame.getBoundingClientRect(), sharp = Math.min(3, devicePixelRatio || 1);
  wide = box.width;
  high = box.height;
  canvas.width = Math.round(wide * sharp);
  canvas.height = Math.round(high * sharp);
  canvas.style.width = wide + "px";
  canvas.style.height = high + "px";
  draw();
}

function paint() {
  if (!wide || !high) return;
  const shade = colours(), sharp = canvas.width / wide, { scale } = view;
  const dark = shade === data.palettes.dark;
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  pen.fillStyle = shade.paper;
  pen.fillRect(0, 0, wide, high);
  pen.lineJoin = pen.lineCap = "round";
  pen.setTransform(sharp * scale, 0, 0, sharp * scale, sharp * (wide / 2 - view.x * scale), sharp * (high / 2 + view.y * scale));
  paintGround(shade, scale);
  paintStreets(shade, scale);
  paintEdges(shade, scale);
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  pinSpots = spread();
  paintNames(shade, scale);
  paintRoute(dark, shade);
  paintMe(dark);
  marks();
  scaleBar();
}

function paintGround(shade, scale) {
  const fill = (layer, colour) => {
    for (const area of land[layer]) {
      if (area.k === "flow") continue;
      pen.fillStyle = shade[colour || area.k] || shade.quarter;
      pen.fill(area.path, "evenodd");
    }
  };
  fill("quarter", "quarter");
  fill("land");
  fill("green");
  fill("water", "water");
  if (scale > 0.12) {
    fill("buildings", "building");
    pen.strokeStyle = shade.building_edge;
    pen.lineWidth = 0.7 / scale;
    if (scale > 0.35) for (const house of land.buildings) pen.stroke(house.path);
  }
}

function paintStreets(shade, scale) {
  const width = (kind, more) => Math.max(LEAST_PX[kind] + (more ? 1.4 : 0), WIDTH_M[kind] * scale * 0.7 + more) / scale;
  const each = (kinds, doing) => kinds.forEach((kind) => land.streets.forEach((street) => street.k === kind && doing(street, kind)));
  const main = ORDER.slice(2);
  each(main, (street, kind) => {
    if (kind === "lane" && scale < 0.3) return;
    pen.setLineDash([]);
    pen.strokeStyle = kind === "primary" || kind === "secondary" ? shade.casing_main : shade.casing;
    pen.lineWidth = width(kind, 1.6);
    pen.stroke(street.path);
  });
  each(ORDER, (street, kind) => {
    const thin = kind === "path" || kind === "steps";
    if (thin && scale < 0.25) return;
    pen.setLineDash(thin ? [3 / scale, 3 / scale] : []);
    pen.strokeStyle = thin ? shade.path : shade[kind];
    pen.lineWidth = width(kind, 0);
    pen.stroke(street.path);
  });
  pen.setLineDash([]);
  for (const road of land.elevated) {
    pen.strokeStyle = shade.elevated_edge;
    pen.lineWidth = Math.max(5, 22 * scale) / scale;
    pen.stroke(road.path);
    pen.strokeStyle = shade.elevated;
    pen.lineWidth = Math.max(3.4, 22 * scale - 2) / scale;
    pen.stroke(road.path);
  }
  pen.strokeStyle = shade.rail;
  pen.lineWidth = 1.6 / scale;
  pen.globalAlpha = 0.75;
  pen.setLineDash([7 / scale, 4 / scale]);
  for (const rail of land.rails) pen.stroke(rail.path);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

// The quarter in full colour, what lies around it under a veil; the map fades out at its frame.
function paintEdges(shade, scale) {
  const world = new Path2D(), [west, south, east, north] = BOX;
  world.rect(west - 9000, -north - 9000, east - west + 18000, north - south + 18000);
  for (const area of land.quarter) world.addPath(area.path);
  pen.fillStyle = shade.paper;
  pen.globalAlpha = 0.4;
  pen.fill(world, "evenodd");
  pen.globalAlpha = 1;
  const outside = new Path2D(); // streets end in round caps beyond the frame
  outside.rect(west - 9000, -north - 9000, east - west + 18000, north - south + 18000);
  outside.rect(west, -north, east - west, north - south);
  pen.fill(outside, "evenodd");
  const fade = (x0, y0, x1, y1, x, y, w, h) => {
    const run = pen.createLinearGradient(x0, y0, x1, y1);
    run.addColorStop(0, shade.paper);
    run.addColorStop(1, shade.paper + "00");
    pen.fillStyle = run;
    pen.fillRect(x, y, w, h);
  };
  const b = 200, w = east - west + 4, h = north - south + 4;
  fade(west, 0, west + b, 0, west - 2, -north - 2, b, h);
  fade(east, 0, east - b, 0, east - b, -north - 2, b + 2, h);
  fade(0, -north, 0, -north + b, west - 2, -north - 2, w, b);
  fade(0, -south, 0, -south - b, west - 2, -south - b, w, b + 2);
  pen.strokeStyle = shade.edge;
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1.5 / scale;
  for (const area of land.quarter) pen.stroke(area.path);
  pen.globalAlpha = 1;
}

function paintNames(shade, scale) {
  const key = lang + Math.round(Math.log2(scale) * 6);
  if (key !== labelsFor && (settled || !labels)) {
    labels = placeLabels(pen, scale, lang);
    labelsFor = key;
  } else if (key !== labelsFor) settle();
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  if (scale > FAR_PX) for (const station of land.stations) paintStation(station, shade);
  if (scale > 0.7) for (const exit of exits) paintExit(exit, shade);
  for (const label of scale > FAR_PX ? labels : []) {
    const [x, y] = onScreen(label.x, label.y);
    if (x < -80 || y < -80 || x > wide + 80 || y > high + 80) continue;
    pen.save();
    pen.translate(x, y + label.dy);
    pen.rotate(label.turn);
    pen.font = (label.bold ? "600 " : "") + label.size + "px " + FONT;
    pen.strokeStyle = shade.halo;
    pen.lineWidth = 3.2;
    pen.strokeText(label.text, 0, 0);
    pen.fillStyle = shade[label.colour];
    pen.fillText(label.text, 0, 0);
    pen.restore();
  }
}

function paintStation(station, shade) {
  const [x, y] = onScreen(...station.lines[0][0]);
  pen.fillStyle = shade.station;
  pen.strokeStyle = shade.halo;
  pen.lineWidth = 2;
  pen.beginPath();
  if (pen.roundRect) pen.roundRect(x - 8, y - 8, 16, 16, 4);
  else pen.rect(x - 8, y - 8, 16, 16);
  pen.stroke();
  pen.fill();
  pen.fillStyle = shade.halo;
  pen.font = "700 11px " + FONT;
  pen.fillText("M", x, y + 0.5);
}

function paintExit(exit, shade) {
  const [x, y] = onScreen(...exit.place);
  pen.fillStyle = shade.station;
  pen.strokeStyle = shade.halo;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(x, y, 5, 0, 7);
  pen.stroke();
  pen.fill();
  pen.font = "600 11px " + FONT;
  pen.lineWidth = 3;
  const below = clearOfPins(x, y, pen.measureText(exit[lang]).width / 2);
  pen.strokeText(exit[lang], x, y + below);
  pen.fillText(exit[lang], x, y + below);
}

// How far above or below its point a name stands, so that no pin hides a part of it.
function clearOfPins(x, y, half) {
  const hides = (below) => pinSpots.some(([px, py], i) => {
    const size = pins[i].stop ? 17 : 13;
    return Math.abs(px - x) < half + size && Math.abs(py - y - below) < 6 + size;
  });
  return [-14, 15, -21, 22, -30, 31].find((below) => !hides(below)) || -14;
}

let settling = 0;
function settle() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    settled = 1;
    paint();
    settled = 0;
  }, 120);
}

// Points of the route between two distances.
function cut(from, to) {
  const points = [];
  for (let i = 1; i < line.length; i++) {
    if (at[i] < from || at[i - 1] > to || at[i] === at[i - 1]) continue;
    const point = (s) => {
      const share = clamp((s - at[i - 1]) / (at[i] - at[i - 1]), 0, 1);
      return [line[i - 1][0] + share * (line[i][0] - line[i - 1][0]), line[i - 1][1] + share * (line[i][1] - line[i - 1][1])];
    };
    if (!points.length) points.push(point(from));
    points.push(point(to));
  }
  return points;
}

function trace(points) {
  pen.beginPath();
  points.forEach(([x, y], i) => {
    const [a, b] = onScreen(x, y);
    if (i) pen.lineTo(a, b);
    else pen.moveTo(a, b);
  });
}

function paintRoute(dark, shade) {
  const tone = dark ? data.bright : data.colour, size = clamp(view.scale * 9, 4.5, 8);
  const pieces = [];
  for (const [first, last, redrawn] of data.course.runs) {
    const from = at[first], to = at[last];
    if (from < progress) pieces.push([from, Math.min(to, progress), redrawn, true]);
    if (to > progress) pieces.push([Math.max(from, progress), to, redrawn, false]);
  }
  pieces.sort((a, b) => b[3] - a[3] || a[0] - b[0]);
  for (const stop of stops) if (stop.along) paintAlong(stop.along, tone, size);
  for (const [from, to] of pieces) {
    trace(cut(from, to));
    pen.setLineDash([]);
    pen.strokeStyle = shade.halo;
    pen.lineWidth = size + 3.5;
    pen.stroke();
  }
  for (const [from, to, redrawn, walked] of pieces) {
    trace(cut(from, to));
    pen.setLineDash(redrawn ? [0.1, size * 1.7] : []);
    pen.strokeStyle = walked ? (dark ? "#85817a" : "#98917f") : tone;
    pen.lineWidth = walked ? size * 0.8 : size;
    pen.stroke();
  }
  pen.setLineDash([]);
  paintArrows(shade, size);
}

function paintAlong(points, tone, size) {
  trace(points);
  pen.setLineDash([]);
  pen.strokeStyle = tone;
  pen.globalAlpha = 0.28;
  pen.lineWidth = size + 16;
  pen.stroke();
  pen.globalAlpha = 1;
}

function paintArrows(shade, size) {
  const every = 84 / view.scale, wing = size * 0.62 + 1.6;
  pen.lineWidth = 2;
  pen.lineCap = pen.lineJoin = "round";
  for (let s = every / 2; s < LENGTH; s += every) {
    if (s < progress) continue;
    const ahead = Math.min(LENGTH, s + 6), piece = cut(Math.max(0, s - 6), ahead);
    if (piece.length < 2) continue;
    const [x0, y0] = onScreen(...piece[0]), [x1, y1] = onScreen(...piece[piece.length - 1]);
    const mx = (x0 + x1) / 2, my = (y0 + y1) / 2;
    if (mx < 0 || my < 0 || mx > wide || my > high || Math.hypot(x1 - x0, y1 - y0) < 8 * view.scale) continue;
    pen.save();
    pen.translate(mx, my);
    pen.rotate(Math.atan2(y1 - y0, x1 - x0));
    pen.beginPath();
    pen.moveTo(wing, 0);
    pen.lineTo(-wing * 0.7, -wing);
    pen.lineTo(-wing * 0.2, 0);
    pen.lineTo(-wing * 0.7, wing);
    pen.closePath();
    pen.strokeStyle = DARK.matches && !printing ? data.bright : data.colour;
    pen.lineWidth = 2.4;
    pen.stroke();
    pen.fillStyle = shade.halo;
    pen.fill();
    pen.restore();
  }
}

function paintMe(dark) {
  if (!me) return;
  const [x, y] = onScreen(me.x, me.y), blue = dark ? "#6db0ff" : "#1666d6";
  if (away) {
    trace([[me.x, me.y], ends[0].place]);
    pen.strokeStyle = blue;
    pen.lineWidth = 2;
    pen.setLineDash([2, 7]);
    pen.stroke();
    pen.setLineDash([]);
  }
  pen.fillStyle = blue;
  pen.globalAlpha = 0.16;
  pen.beginPath();
  pen.arc(x, y, Math.max(12, me.accuracy * view.scale), 0, 7);
  pen.fill();
  pen.globalAlpha = 0.5;
  pen.strokeStyle = blue;
  pen.lineWidth = 1;
  pen.stroke();
  if (me.heading !== null) {
    const turn = (me.heading - 90) * Math.PI / 180, cone = pen.createRadialGradient(x, y, 6, x, y, 46);
    cone.addColorStop(0, blue);
    cone.addColorStop(1, blue + "00");
    pen.fillStyle = cone;
    pen.globalAlpha = 0.75;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.arc(x, y, 46, turn - 0.5, turn + 0.5);
    pen.closePath();
    pen.fill();
  }
  pen.globalAlpha = 1;
  pen.fillStyle = "#fff";
  pen.beginPath();
  pen.arc(x, y, 10, 0, 7);
  pen.fill();
  pen.fillStyle = blue;
  pen.beginPath();
  pen.arc(x, y, 7, 0, 7);
  pen.fill();
}

// The stops as buttons, so that they can be tapped, tabbed to and read out.
const loop = Math.hypot(ends[0].place[0] - ends[1].place[0], ends[0].place[1] - ends[1].place[1]) < 1;
const pins = (loop ? [ends[0]] : ends).concat(stops).map((spot) => {
  const stop = spot.n ? spot : null, pin = document.createElement(stop ? "button" : "span");
  pin.className = stop ? "pin" : "pin end";
  if (stop) {
    pin.type = "button";
    pin.textContent = stop.n;
    pin.dataset.n = stop.n;
    pin.addEventListener("click", () => openStop(stop.n));
  } else pin.setAttribute("role", "img");
  $("marks").append(pin);
  return { pin, spot, stop };
});

// Pins that would cover each other are pushed apart a little.
function spread() {
  const spots = pins.map(({ spot }) => onScreen(...spot.place)), fixed = loop ? 1 : 2;
  for (let round = 0; round < 6; round++) {
    for (let i = 0; i < spots.length; i++) {
      for (let j = Math.max(i + 1, fixed); j < spots.length; j++) {
        const dx = spots[j][0] - spots[i][0], dy = spots[j][1] - spots[i][1], d = Math.hypot(dx, dy) || 1;
        if (d >= PIN_PX) continue;
        const by = Math.min(6, (PIN_PX - d) / 2), x = d === 1 ? by : dx / d * by, y = d === 1 ? 0 : dy / d * by;
        spots[j] = [spots[j][0] + x, spots[j][1] + y];
        if (i >= fixed) spots[i] = [spots[i][0] - x, spots[i][1] - y];
      }
    }
  }
  return spots;
}

let pinSpots = [];
function marks() {
  for (let i = 0; i < pins.length; i++) {
    const { pin, stop } = pins[i], [x, y] = pinSpots[i];
    pin.style.transform = "translate(" + Math.round(x) + "px," + Math.round(y) + "px)";
    const hidden = (stop && view.scale < FAR_PX) || x < -30 || y < -30 || x > wide + 30 || y > high + 30;
    pin.style.visibility = hidden ? "hidden" : "";
    if (stop) pin.classList.toggle("reached", isStamped(stop.id));
  }
}

function nameMarks() {
  for (const { pin, spot, stop } of pins) {
    const text = stop ? say("stop_name", { n: stop.n, name: stop[lang] }) : spot.what[lang] + " · " + spot[lang];
    pin.setAttribute("aria-label", text);
    pin.title = text;
  }
}

function scaleBar() {
  const steps = [20, 50, 100, 200, 500, 1000, 2000];
  const metres = steps.find((step) => step * view.scale >= 56) || 2000;
  $("scale").style.width = metres * view.scale + "px";
  $("scale").firstChild.textContent = metres < 1000 ? say("metres", { n: metres }) : say("kilometres", { n: metres / 1000 });
}
