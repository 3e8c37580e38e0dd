/* The line of a walk: where a street is walked twice, both passes side by side, each on the right
   hand of who walks it; chevrons along it. citymap.line(runs): runs are {path, redrawn, leg}.
   Returns {twice, draw(group, colour), lay(map, avoid), choose(number or null)}; once a stop is chosen,
   what comes after it is dimmed. Points are [lat, lon]. */
(function () {
  "use strict";
  var ARROW_PX = 62;      // from chevron to chevron along the line
  var STEP_PX = 4;
  var CLEAR_PX = 25;      // no chevron this near to a stop
  var ASIDE_PX = 4.5;     // half the distance of the two passes
  var EASE_PX = 14;       // over this the line moves aside
  var SAME = 1.2;         // metres: nearer than this is the same line
  var M_DEGREE = 111320;

  /* the walk as one row of points in metres, and the run of the piece that ends in each */
  function joined(runs) {
    var points = [], scale = Math.cos(runs[0].path[0][0] * Math.PI / 180) * M_DEGREE;
    runs.forEach(function (run, r) {
      run.path.forEach(function (at, k) {
        var p = { x: at[1] * scale, y: -at[0] * M_DEGREE, at: at, run: r, first: k === 0 };
        var last = points[points.length - 1];
        if (k && last && Math.hypot(p.x - last.x, p.y - last.y) < 0.05) return;
        points.push(p);
      });
    });
    return points;
  }

  function foot(a, b, p) {
    var dx = b.x - a.x, dy = b.y - a.y, long = dx * dx + dy * dy;
    var t = long ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / long : 0;
    return { t: t, off: Math.hypot(a.x + t * dx - p.x, a.y + t * dy - p.y) };
  }

  /* cut pieces where others begin and end on them, and mark those that another pass lies on */
  function marked(points) {
    var cut = [];
    points.forEach(function (b, k) {
      var a = points[k - 1];
      if (a && !b.first) {
        var at = [];
        points.forEach(function (p) {
          if (Math.min(a.x, b.x) - SAME > p.x || Math.max(a.x, b.x) + SAME < p.x) return;
          if (Math.min(a.y, b.y) - SAME > p.y || Math.max(a.y, b.y) + SAME < p.y) return;
          var on = foot(a, b, p);
          if (on.off < SAME && on.t > 0.001 && on.t < 0.999) at.push(on.t);
        });
        at.sort(function (s, t) { return s - t; }).forEach(function (t, i) {
          if (i && t - at[i - 1] < 0.001) return;
          cut.push({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y), run: b.run, first: false,
            at: [a.at[0] + t * (b.at[0] - a.at[0]), a.at[1] + t * (b.at[1] - a.at[1])] });
        });
      }
      cut.push(b);
    });
    cut.forEach(function (b, k) {
      if (!k || b.first) return;
      var a = cut[k - 1], middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      if (Math.hypot(b.x - a.x, b.y - a.y) < 0.3) return;
      b.twice = cut.some(function (d, j) {
        if (!j || j === k || d.first) return false;
        var c = cut[j - 1], on = foot(c, d, middle);
        var along = Math.abs((b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y));
        var both = Math.hypot(b.x - a.x, b.y - a.y) * Math.hypot(d.x - c.x, d.y - c.y);
        return on.off < SAME && on.t >= 0 && on.t <= 1 && both > 0 && along / both > 0.94;
      });
    });
    return cut;
  }

  function normal(a, b) {
    var dx = b.x - a.x, dy = b.y - a.y, long = Math.hypot(dx, dy) || 1;
    return L.point(-dy / long, dx / long);
  }

  /* points of each run, in layer pixels at this zoom, moved aside where the street is walked twice */
  function shifted(map, points, count) {
    var rows = [], dots = points.map(function (p) { return map.latLngToLayerPoint(p.at); });
    for (var r = 0; r < count; r++) rows.push([]);
    function aside(k) { return points[k] && points[k].twice ? ASIDE_PX : 0; }
    function push(run, at, by, n) { rows[run].push(at.add(n.multiplyBy(by))); }
    for (var k = 1; k < points.length; k++) {
      if (points[k].first) continue;
      var a = dots[k - 1], b = dots[k], run = points[k].run, n = normal(a, b), by = aside(k);
      var before = k > 1 ? joint(points, dots, k - 1) : n, after = k + 1 < points.length ? joint(points, dots, k) : n;
      var come = Math.max(by, aside(previous(points, k))), go = Math.max(by, aside(next(points, k)));
      var far = a.distanceTo(b), ease = far > 2 * EASE_PX + 2 ? EASE_PX / far : 0;
      if (!rows[run].length || turns(points, dots, k - 1)) push(run, a, come, turns(points, dots, k - 1) ? n : before);
      if (ease && come !== by) push(run, a.add(b.subtract(a).multiplyBy(ease)), by, n);
      if (ease && go !== by) push(run, b.subtract(b.subtract(a).multiplyBy(ease)), by, n);
      push(run, b, go, turns(points, dots, k) ? n : after);
    }
    return rows;
  }

  function previous(points, k) { return points[k - 1].first ? k - 2 : k - 1; }

  function next(points, k) { return points[k + 1] && points[k + 1].first ? k + 2 : k + 1; }

  /* the piece before and the piece after a point, over the seam of two runs */
  function around(points, dots, k) {
    var left = points[k].first ? k - 1 : k, right = points[k + 1] && points[k + 1].first ? k + 2 : k + 1;
    if (left < 1 || right >= points.length) return null;
    return [normal(dots[left - 1], dots[left]), normal(dots[right - 1], dots[right])];
  }

  function turns(points, dots, k) {
    var pair = around(points, dots, k);
    return Boolean(pair) && pair[0].x * pair[1].x + pair[0].y * pair[1].y < -0.5;
  }

  function joint(points, dots, k) {
    var pair = around(points, dots, k);
    if (!pair) return normal(dots[k - 1] || dots[k], dots[k - 1] ? dots[k] : dots[k + 1]);
    var sum = pair[0].add(pair[1]), long = sum.x * sum.x + sum.y * sum.y;
    return long < 0.4 ? pair[1] : sum.multiplyBy(2 / long);
  }

  /* points along the whole walk, evenly in pixels */
  function paced(rows) {
    var steps = [], last = null, left = 0;
    rows.forEach(function (row, r) {
      row.forEach(function (to) {
        var length = last ? last.distanceTo(to) : 0;
        for (var at = left; at < length; at += STEP_PX) {
          var step = last.add(to.subtract(last).multiplyBy(at / length));
          step.run = r;
          steps.push(step);
        }
        left = length ? at - length : left;
        last = to;
      });
    });
    return steps;
  }

  function near(at, others) {
    return others.reduce(function (least, other) { return Math.min(least, at.distanceTo(other)); }, 1e9);
  }

  function chevron(map, at, angle) {
    var drawn = '<svg viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" style="transform:rotate(' +
      (angle * 180 / Math.PI).toFixed(1) + 'deg)"><path d="M-4-5 5.5 0-4 5-2 0z"/></svg>';
    return L.marker(map.layerPointToLatLng(at), { pane: "cwArrows", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "cw-arrow", html: drawn, iconSize: [14, 14] }) });
  }

  /* evenly in pixels, off the stops, not in a bend */
  function chevrons(map, rows, avoid, layer, made) {
    var steps = paced(rows), placed = [], since = ARROW_PX / 2;
    layer.clearLayers();
    steps.forEach(function (at, k) {
      since += STEP_PX;
      var from = steps[k - 2], to = steps[k + 2];
      if (since < ARROW_PX || !from || !to) return;
      if (near(at, avoid) < CLEAR_PX || near(at, placed) < 18) return;
      var turn = to.subtract(from);
      if (Math.hypot(turn.x, turn.y) < 3.6 * STEP_PX) return;
      placed.push(at);
      since = 0;
      made(chevron(map, at, Math.atan2(turn.y, turn.x)).addTo(layer), at.run);
    });
  }

  function line(runs, arrows) {
    var points = runs.length ? marked(joined(runs)) : [], parts = [], heads = [], number = null;

    function part(element, run) {
      if (element) element.classList.toggle("cw-coming", number !== null && runs[run].leg >= number);
    }

    function paint() {
      parts.forEach(function (one) { part(one.getElement(), one.cwRun); });
      heads.forEach(function (one) { part(one.getElement(), one.cwRun); });
    }

    function draw(group, colour) {
      runs.forEach(function (run, r) {
        parts.push(L.polyline(run.path, { className: "cw-casing", weight: 10, color: "#fff", interactive: false }));
        parts[parts.length - 1].cwRun = r;
      });
      runs.forEach(function (run, r) {
        parts.push(L.polyline(run.path, { className: "cw-line", weight: 6, color: colour, interactive: false,
          dashArray: run.redrawn ? "2 11" : null }));
        parts[parts.length - 1].cwRun = r;
      });
      parts.forEach(function (one) { one.addTo(group); });
    }

    function lay(map, avoid) {
      if (!points.length) return;
      var rows = shifted(map, points, runs.length);
      parts.forEach(function (one) {
        if (!points.some(function (p) { return p.twice; })) return;
        one.setLatLngs(rows[one.cwRun].map(function (at) { return map.layerPointToLatLng(at); }));
      });
      heads = [];
      chevrons(map, rows, avoid, arrows, function (head, run) {
        head.cwRun = run;
        heads.push(head);
      });
      paint();
    }

    return { draw: draw, lay: lay, twice: points.some(function (p) { return p.twice; }),
      choose: function (stop) { number = stop; paint(); } };
  }

  window.citymap.line = line;
})();
