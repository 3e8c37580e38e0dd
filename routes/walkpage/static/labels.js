// Names on the map: along streets where a straight piece is long enough, parks, water, stations.
// They are placed once for a scale and a language, in metres, so that they stay put while panning.
const NAME_PX = { primary: 13, secondary: 12.5, tertiary: 12, minor: 11.5, lane: 11, path: 11, steps: 11 };
const RANK = ["primary", "secondary", "tertiary", "minor", "lane", "path", "steps"];
const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif';

function placeLabels(pen, scale, tongue) {
  const taken = [], placed = [];
  const room = (x, y, half, high, turn, always) => {
    const reach = Math.max(1, Math.ceil(half / high));
    const dots = [];
    for (let i = -reach; i <= reach; i++) {
      dots.push([x + Math.cos(turn) * half * i / reach, y + Math.sin(turn) * half * i / reach]);
    }
    const free = dots.every(([a, b]) => taken.every(([c, d, r]) => Math.hypot(a - c, b - d) > r + high));
    if (free || always) for (const [a, b] of dots) taken.push([a, b, high]);
    return free;
  };
  // Names keep clear of the route; those of the streets that it takes stand beside it.
  for (let s = 0; s < LENGTH; s += 9 / scale) {
    const [x, y] = pointAt(s);
    taken.push([x * scale, -y * scale, 4.5]);
  }
  for (const { place } of stops.concat(ends)) taken.push([place[0] * scale, -place[1] * scale, 18]);
  for (const station of land.stations) {
    const [x, y] = station.lines[0][0];
    taken.push([x * scale, -y * scale, 9]);
    pen.font = "600 12px " + FONT;
    const half = pen.measureText(station[tongue]).width / 2;
    const dy = [18, -18, 28, -28, 34, -34].find((below) => room(x * scale, -y * scale + below, half + 4, 7, 0)) || 34;
    placed.push({ x, y, dy, text: station[tongue], size: 12, turn: 0, colour: "station", bold: true });
  }
  const streets = land.streets.filter((street) => street[tongue]);
  streets.sort((a, b) => RANK.indexOf(a.k) - RANK.indexOf(b.k));
  for (const street of streets) {
    const size = NAME_PX[street.k] || 11;
    if (scale < 0.16 && RANK.indexOf(street.k) > 2) continue;
    pen.font = size + "px " + FONT;
    const wide = pen.measureText(street[tongue]).width + 8;
    for (const path of street.lines) {
      let next = 0;
      for (const spot of straights(path, wide / scale, 260 / scale)) {
        if (spot.from < next) continue;
        let turn = Math.atan2(-(spot.b[1] - spot.a[1]), spot.b[0] - spot.a[0]);
        if (turn > Math.PI / 2 + 0.01) turn -= Math.PI;
        if (turn < -Math.PI / 2 + 0.01) turn += Math.PI;
        for (const beside of [0, 15, -15]) {
          const x = (spot.a[0] + spot.b[0]) / 2 - Math.sin(turn) * beside / scale;
          const y = (spot.a[1] + spot.b[1]) / 2 - Math.cos(turn) * beside / scale;
          if (room(x * scale, -y * scale, wide / 2, size * 0.62, turn)) {
            placed.push({ x, y, dy: 0, text: street[tongue], size, turn, colour: "text" });
            next = spot.from + 320 / scale;
            break;
          }
        }
      }
    }
  }
  for (const area of land.green) {
    if (!area[tongue]) continue;
    const [x, y] = middle(area.lines[0]);
    pen.font = "11.5px " + FONT;
    const half = pen.measureText(area[tongue]).width / 2 + 3;
    if (room(x * scale, -y * scale, half, 8, 0)) {
      placed.push({ x, y, dy: 0, text: area[tongue], size: 11.5, turn: 0, colour: "text_park" });
    }
  }
  for (const flow of land.water) {
    if (flow.k !== "flow" || !flow[tongue]) continue;
    for (const path of flow.lines) {
      pen.font = "italic 13px " + FONT;
      const wide = pen.measureText(flow[tongue]).width + 10;
      const spot = straights(path, wide / scale, 60 / scale)[0];
      if (!spot) continue;
      let turn = Math.atan2(-(spot.b[1] - spot.a[1]), spot.b[0] - spot.a[0]);
      if (Math.abs(turn) > Math.PI / 2) turn -= Math.sign(turn) * Math.PI;
      const x = (spot.a[0] + spot.b[0]) / 2, y = (spot.a[1] + spot.b[1]) / 2;
      if (room(x * scale, -y * scale, wide / 2, 8, turn)) {
        placed.push({ x, y, dy: 0, text: flow[tongue], size: 13, turn, colour: "text_water" });
      }
    }
  }
  return placed;
}

function middle(ring) {
  const xs = ring.map((p) => p[0]), ys = ring.map((p) => p[1]);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

// Pieces of a line, `wide` metres long, that are nearly straight; every `step` / 8 is tried.
function straights(path, wide, step) {
  const far = [0];
  for (let i = 1; i < path.length; i++) {
    far.push(far[i - 1] + Math.hypot(path[i][0] - path[i - 1][0], path[i][1] - path[i - 1][1]));
  }
  const whole = far[far.length - 1], found = [];
  if (whole < wide) return found;
  const point = (s) => {
    let i = 1;
    while (i < far.length - 1 && far[i] < s) i++;
    const share = (s - far[i - 1]) / (far[i] - far[i - 1] || 1);
    return [path[i - 1][0] + share * (path[i][0] - path[i - 1][0]), path[i - 1][1] + share * (path[i][1] - path[i - 1][1])];
  };
  const begin = ((whole - wide) % (step / 8)) / 2;
  for (let s = begin; s + wide <= whole; s += step / 8) {
    const a = point(s), b = point(s + wide);
    if (Math.hypot(b[0] - a[0], b[1] - a[1]) > wide * 0.985) found.push({ from: s, a, b });
  }
  return found;
}
