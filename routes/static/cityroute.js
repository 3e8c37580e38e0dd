/* A walk on the map: line, chevrons, numbered stops, names beside them, the card of a stop.
   citymap.route(group, drawing): group is an L.featureGroup; drawing comes from routes/drawing.py:
   colour, runs [{path, redrawn, leg}], stops [{number, name, title, at, along, wrong?}],
   ends [{name, title, at}], dots [{name, title, at}], ways [{id, colour, path}],
   cards [{time, notes, text}], one a stop or none, and
   fit [[s, w], [n, e]] or null. Names are put in as text, never as HTML. Points are [lat, lon]. */
(function () {
  "use strict";
  var city = window.citymap, node = city.node;

  function stretches(group, drawing) {
    drawing.stops.forEach(function (stop) {
      if (!stop.along) return;
      L.polyline(stop.along, { className: "cw-along", weight: 18, color: drawing.colour,
        opacity: 0.32, interactive: false }).addTo(group);
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

  function pressed(mark, done) {
    mark.on("add", function () {
      mark.getElement().addEventListener("keydown", function (event) {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        done();
      });
    });
  }

  function spots(group, drawing, chosen) {
    drawing.ends.forEach(function (end) {
      spot(end.at, badge("cw-end", "", end.name, end.title), end.title, drawing.colour, 0).addTo(group);
    });
    return drawing.stops.map(function (stop) {
      var box = badge(stop.wrong ? "cw-stop cw-wrong" : "cw-stop", stop.number, stop.name, stop.title);
      var mark = spot(stop.at, box, stop.title, drawing.colour, 1000 - stop.number).addTo(group);
      mark.on("click", function () { chosen(stop, mark); });
      pressed(mark, function () { chosen(stop, mark); });
      return mark;
    });
  }

  function dots(group, drawing) {
    (drawing.dots || []).forEach(function (dot) {
      var mark = spot(dot.at, badge("cw-dot", "", dot.name, dot.title), dot.title, drawing.colour, 0).addTo(group);
      mark.options.bubblingMouseEvents = true; // a tap on a place is a tap on the map
      pressed(mark, function () { mark._map.fire("click", { latlng: mark.getLatLng() }); });
    });
  }

  /* routes to choose from, faint; the one that is pointed at stands out */
  function ways(group, drawing) {
    var lines = (drawing.ways || []).map(function (way) {
      var line = L.polyline(way.path, { className: "cw-way", weight: 4, color: way.colour, interactive: false });
      line.cwWay = way.id;
      return line.addTo(group);
    });
    return function (id) {
      lines.forEach(function (line) {
        var element = line.getElement();
        if (!element) return;
        element.classList.toggle("cw-way-lit", line.cwWay === id);
        if (line.cwWay === id) line.bringToFront();
      });
      group._map.getContainer().classList.toggle("cw-choosing", Boolean(id));
    };
  }

  /* the loop as large as the map allows, with no place under the furniture if that can be */
  function fit(map, drawing) {
    var box = map.getContainer(), legend = box.querySelector(".cw-legend[open]"), wide = box.clientWidth >= 600;
    var snap = map.options.zoomSnap, side = wide ? 64 : 30, right = legend && wide ? legend.offsetWidth + 40 : side;
    var spots = drawing.stops.concat(drawing.ends, drawing.dots || []), more = Math.max(right, 72), best = null;
    var boxes = city.furniture(map), whole = L.latLngBounds(drawing.fit);
    // a wide map has room for the places off the routes too
    if (wide) (drawing.dots || []).forEach(function (dot) { whole.extend(dot.at); });
    function show(room) {
      map.fitBounds(whole, { maxZoom: 17.5, animate: false, paddingTopLeft: [side, room[0]],
        paddingBottomRight: [room[1], 44] });
    }
    map.options.zoomSnap = 0;
    [[44, right], [44, more], [72, right], [72, more], [100, more]].some(function (room) {
      show(room);
      var count = spots.filter(function (spot) { return hidden(map, boxes, spot.at); }).length;
      if (!best || count < best.count) best = { count: count, room: room };
      return !count;
    });
    if (best.count) show(best.room);
    map.options.zoomSnap = snap;
  }

  function hidden(map, boxes, at) {
    var spot = map.latLngToContainerPoint(at);
    return boxes.some(function (box) {
      return spot.x > box.x - 17 && spot.x < box.r + 17 && spot.y > box.y - 17 && spot.y < box.b + 17;
    });
  }

  /* only times changed: the reader's view is kept */
  function same(a, b) {
    return a && a.join() === b.join();
  }

  function kinds(drawing, twice) {
    var found = { stop: drawing.stops.length, end: drawing.ends.length, line: drawing.runs.length, twice: twice,
      dot: (drawing.dots || []).length, way: (drawing.ways || []).length,
      redrawn: drawing.runs.some(function (run) { return run.redrawn; }),
      along: drawing.stops.some(function (stop) { return stop.along; }) };
    return Object.keys(found).filter(function (kind) { return found[kind]; });
  }

  function route(group, drawing) {
    var arrows = L.layerGroup(), line = city.line(drawing.runs, arrows), zoom = null, wait = 0, undo = null;

    function lay() {
      var map = group._map;
      if (!map) return;
      if (zoom !== map.getZoom()) {
        zoom = map.getZoom();
        line.lay(map, drawing.stops.concat(drawing.ends).map(function (s) { return map.latLngToLayerPoint(s.at); }));
      }
      city.label(map, group, drawing);
    }
    function soon() {
      cancelAnimationFrame(wait);
      wait = requestAnimationFrame(lay);
    }
    function settled() {
      var map = group._map;
      map._cwSizes = null;
      if (!map._cwTouched && drawing.fit) fit(map, drawing);
      lay();
    }
    function choose(stop, mark) {
      var told = (drawing.cards || [])[stop.number - 1];
      if (!told) return;
      city.card(group._map, Object.assign({ colour: drawing.colour }, stop), told, mark.getElement(), function () {
        line.choose(null);
        mark.getElement().classList.remove("cw-chosen");
      });
      line.choose(stop.number);
      mark.getElement().classList.add("cw-chosen");
    }
    function light(number) {
      marks.forEach(function (mark, i) {
        if (mark.getElement()) mark.getElement().classList.toggle("cw-lit", i === number - 1);
      });
    }

    stretches(group, drawing);
    var lit = ways(group, drawing);
    line.draw(group, drawing.colour);
    var marks = spots(group, drawing, choose);
    dots(group, drawing);
    group.on("add", function () {
      var map = group._map;
      map.getContainer().style.setProperty("--cw-theme", drawing.colour);
      city.legend(map, kinds(drawing, line.twice));  // before the fit, which keeps off it
      if (drawing.fit && !same(map._cwFit, drawing.fit)) {
        map._cwTouched = false;
        map._cwFit = drawing.fit;
        fit(map, drawing);
      }
      city.hush(map, drawing.ends.map(function (end) { return end.name; }));
      arrows.addTo(map);
      map.on("moveend resize cwlay", soon).on("cwsettle", settled);
      var stops = city.follow(city.stopOf, light), cards = city.follow(city.wayOf, lit);
      undo = function () { stops(); cards(); };
      lay();
      if (document.fonts && document.fonts.ready) document.fonts.ready.then(function () {
        if (group._map) group._map._cwSizes = null;
        lay();
      });
    });
    group.on("remove", function () {
      var map = group._map;
      map.off("moveend resize cwlay", soon).off("cwsettle", settled);
      city.closeCard(map, false);
      undo();
      map.removeLayer(arrows);
    });
    return group;
  }

  city.route = route;
})();
