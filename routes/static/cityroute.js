/* A walk on the map: line with casing, chevrons, numbered stops, names beside them.
   citymap.route(group, drawing): group is an L.featureGroup; drawing comes from routes/drawing.py:
   colour, runs [{path, redrawn}], stops [{number, name, title, at, along}], ends [{name, title, at}],
   fit [[s, w], [n, e]] or null. Names are put in as text, never as HTML. Points are [lat, lon]. */
(function () {
  "use strict";
  var node = window.citymap.node;
  var ARROW_PX = 62;      // from chevron to chevron along the line
  var STEP_PX = 4;
  var CLEAR_PX = 25;      // no chevron this near to a stop
  var BADGE_PX = 28;      // stops nearer than this are pushed apart

  function lines(group, drawing) {
    drawing.stops.forEach(function (stop) {
      if (!stop.along) return;
      L.polyline(stop.along, { className: "cw-along", weight: 18, color: drawing.colour,
        opacity: 0.32, interactive: false }).addTo(group);
    });
    drawing.runs.forEach(function (run) {
      L.polyline(run.path, { className: "cw-casing", weight: 10, color: "#fff", interactive: false }).addTo(group);
    });
    drawing.runs.forEach(function (run) {
      L.polyline(run.path, { className: "cw-line", weight: 6, color: drawing.colour, interactive: false,
        dashArray: run.redrawn ? "2 11" : null }).addTo(group);
    });
  }

  function badge(className, text, name, title) {
    var box = node("div", "cw-spot");
    var mark = node("span", "cw-badge " + className, text);
    mark.setAttribute("aria-hidden", "true");
    box.appendChild(mark);
    var label = node("span", "cw-label", name);
    label.setAttribute("aria-hidden", "true");
    box.appendChild(label);
    box.appendChild(node("span", "cw-hidden", title));
    return box;
  }

  function spot(at, box, title, colour, above) {
    box.style.setProperty("--cw-colour", colour);
    return L.marker(at, {
      icon: L.divIcon({ className: "cw-icon", html: box, iconSize: [0, 0] }),
      title: title, riseOnHover: true, zIndexOffset: above
    });
  }

  function spots(group, drawing) {
    drawing.ends.forEach(function (end) {
      spot(end.at, badge("cw-end", "", end.name, end.title), end.title, drawing.colour, 0).addTo(group);
    });
    drawing.stops.forEach(function (stop) {
      var box = badge("cw-stop", stop.number, stop.name, stop.title);
      spot(stop.at, box, stop.title, drawing.colour, 1000 - stop.number).addTo(group);
    });
  }

  function dots(group, drawing) {
    (drawing.dots || []).forEach(function (dot) {
      spot(dot.at, badge("cw-dot", "", dot.name, dot.title), dot.title, drawing.colour, 0).addTo(group);
    });
  }

  /* ---- chevrons: laid out anew at each zoom, evenly in pixels ---- */
  function chevrons(map, drawing, layer) {
    layer.clearLayers();
    var avoid = drawing.stops.concat(drawing.ends).map(function (s) { return map.latLngToLayerPoint(s.at); });
    var steps = paced(map, drawing), placed = [], since = ARROW_PX / 2;
    steps.forEach(function (at, k) {
      since += STEP_PX;
      var from = steps[k - 2], to = steps[k + 2];
      if (since < ARROW_PX || !from || !to) return;
      if (near(at, avoid) < CLEAR_PX || near(at, placed) < 18) return;
      var turn = to.subtract(from);
      if (Math.hypot(turn.x, turn.y) < 3.6 * STEP_PX) return; // not in a bend
      placed.push(at);
      since = 0;
      chevron(map, at, Math.atan2(turn.y, turn.x)).addTo(layer);
    });
  }

  /* points along the whole walk, evenly in pixels */
  function paced(map, drawing) {
    var steps = [], last = null, left = 0;
    drawing.runs.forEach(function (run) {
      run.path.forEach(function (latlon) {
        var to = map.latLngToLayerPoint(latlon), length = last ? last.distanceTo(to) : 0;
        for (var at = left; at < length; at += STEP_PX) {
          steps.push(last.add(to.subtract(last).multiplyBy(at / length)));
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

  /* ---- names: the free side of each stop, off the badges, off the line where it can be ---- */
  var SIDES = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, 1], [1, -1], [-1, -1]];

  function boxAt(at, side, width, height) {
    var gap = side[0] && side[1] ? 11 : 18;
    var x = at.x + side[0] * gap - (side[0] < 0 ? width : side[0] ? 0 : width / 2);
    var y = at.y + side[1] * gap - (side[1] < 0 ? height : side[1] ? 0 : height / 2);
    return { x: x, y: y, r: x + width, b: y + height };
  }

  function overlap(a, b) {
    return Math.max(0, Math.min(a.r, b.r) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.b, b.b) - Math.max(a.y, b.y));
  }

  function apart(points) {
    var moved = points.map(function (p) { return L.point(p.x, p.y); });
    for (var turn = 0; turn < 4; turn++) {
      for (var i = 0; i < moved.length; i++) {
        for (var j = i + 1; j < moved.length; j++) {
          var gap = moved[j].subtract(moved[i]), far = Math.hypot(gap.x, gap.y);
          if (far >= BADGE_PX) continue;
          var push = (far ? gap.divideBy(far) : L.point(1, 0)).multiplyBy((BADGE_PX - far) / 2);
          moved[i] = moved[i].subtract(push);
          moved[j] = moved[j].add(push);
        }
      }
    }
    return moved.map(function (p, i) {
      var shift = p.subtract(points[i]), far = Math.hypot(shift.x, shift.y);
      return far > BADGE_PX ? points[i].add(shift.multiplyBy(BADGE_PX / far)) : p;
    });
  }

  function samples(map, drawing) {
    var found = [];
    drawing.runs.forEach(function (run) {
      var last = null;
      run.path.forEach(function (at) {
        var to = map.latLngToContainerPoint(at);
        var count = last ? Math.min(400, Math.ceil(last.distanceTo(to) / 8)) : 0;
        for (var k = 0; k < count; k++) found.push(last.add(to.subtract(last).multiplyBy(k / count)));
        last = to;
      });
    });
    return found;
  }

  /* furniture of the map that a name must not slip under */
  function furniture(map) {
    var home = map.getContainer().getBoundingClientRect();
    return Array.prototype.map.call(map.getContainer().querySelectorAll(".leaflet-control"), function (element) {
      var box = element.getBoundingClientRect();
      return { x: box.left - home.left, y: box.top - home.top, r: box.right - home.left, b: box.bottom - home.top };
    });
  }

  /* a name as wide as its lines are, not as wide as it may be */
  function measure(label) {
    label.style.width = "";
    var range = document.createRange();
    range.selectNodeContents(label);
    label.style.width = Math.ceil(range.getBoundingClientRect().width) + 1 + "px";
    return { w: label.offsetWidth, h: label.offsetHeight };
  }

  function bestPlace(at, own, size, taken, route, view) {
    var best = null;
    SIDES.forEach(function (side, rank) {
      var area = boxAt(at, side, size.w, size.h);
      var hits = taken.reduce(function (sum, other) { return other === own ? sum : sum + overlap(area, other); }, 0);
      var crossed = route.filter(function (p) {
        return p.x > area.x - 5 && p.x < area.r + 5 && p.y > area.y - 4 && p.y < area.b + 4;
      }).length;
      var seen = at.x > 0 && at.y > 0 && at.x < view.x && at.y < view.y;
      var out = seen ? size.w * size.h - overlap(area, { x: 3, y: 3, r: view.x - 3, b: view.y - 3 }) : 0;
      var cost = (hits + out) * 10 + crossed * 12 + rank * 2;
      if (!best || cost < best.cost) best = { cost: cost, area: area, hits: hits, side: side };
    });
    return best;
  }

  function names(map, drawing, group) {
    var marks = group.getLayers().filter(function (layer) { return layer instanceof L.Marker; });
    var points = marks.map(function (mark) { return map.latLngToContainerPoint(mark.getLatLng()); });
    var moved = apart(points), route = samples(map, drawing), fixed = furniture(map);
    var own = moved.map(function (p) { return { x: p.x - 15, y: p.y - 15, r: p.x + 15, b: p.y + 15 }; });
    var taken = own.concat(fixed);
    marks.forEach(function (mark, i) {
      var box = mark.getElement().querySelector(".cw-spot"), label = box.querySelector(".cw-label");
      var shift = moved[i].subtract(points[i]);
      box.style.transform = "translate(" + shift.x.toFixed(1) + "px," + shift.y.toFixed(1) + "px)";
      var best = bestPlace(moved[i], own[i], measure(label), taken, route, map.getSize());
      label.classList.toggle("cw-away", best.hits > 30);
      label.style.textAlign = best.side[0] < 0 ? "right" : best.side[0] ? "left" : "center";
      label.style.left = (best.area.x - moved[i].x).toFixed(1) + "px";
      label.style.top = (best.area.y - moved[i].y).toFixed(1) + "px";
      if (best.hits <= 30) taken.push(best.area);
    });
  }

  function fit(map, bounds) {
    if (!bounds || map._cwFit === JSON.stringify(bounds)) return;
    map._cwFit = JSON.stringify(bounds);
    var legend = map.getContainer().querySelector(".cw-legend[open]");
    map.fitBounds(bounds, { paddingTopLeft: [48, 48], maxZoom: 17, animate: false,
      paddingBottomRight: [legend ? legend.offsetWidth + 40 : 56, 56] });
  }

  function route(group, drawing) {
    var arrows = L.layerGroup();
    function lay() {
      var map = group._map;
      if (!map) return;
      chevrons(map, drawing, arrows);
      names(map, drawing, group);
    }
    function settled() {
      var map = group._map;
      if (!map._cwTouched) {
        map._cwFit = null;
        fit(map, drawing.fit);
      }
      lay();
    }
    lines(group, drawing);
    spots(group, drawing);
    dots(group, drawing);
    group.on("add", function () {
      fit(group._map, drawing.fit);
      group._map.getContainer().style.setProperty("--cw-theme", drawing.colour);
      window.citymap.hush(group._map, drawing.ends.map(function (end) { return end.name; }));
      arrows.addTo(group._map);
      group._map.on("zoomend resize", lay).on("cwsettle", settled);
      lay();
      if (document.fonts && document.fonts.ready) document.fonts.ready.then(lay);
    });
    group.on("remove", function () {
      group._map.off("zoomend resize", lay).off("cwsettle", settled);
      group._map.removeLayer(arrows);
    });
    return group;
  }

  window.citymap.route = route;
})();
