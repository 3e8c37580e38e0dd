/* Names beside the badges of a layer: measures them, has citymap.placed choose, and sets them.
   citymap.label(map, group, drawing): each marker of the group holds .cw-spot > .cw-badge, .cw-label.
   What was chosen is remembered on the map, so that a name stays where it is while it can. */
(function () {
  "use strict";
  var node = window.citymap.node;
  var BADGE_PX = 31;              // badges nearer than this are pushed apart
  var PUSH_PX = 26;               // but not farther than this from where they belong
  var WIDTHS = { zh: [138, 92, 66], en: [138, 104, 190] };

  function apart(points, radii) {
    var moved = points.map(function (p) { return L.point(p.x, p.y); });
    for (var turn = 0; turn < 16; turn++) {
      for (var i = 0; i < moved.length; i++) {
        for (var j = i + 1; j < moved.length; j++) {
          var room = (radii[i] + radii[j]) * BADGE_PX / 30, gap = moved[j].subtract(moved[i]);
          var far = Math.hypot(gap.x, gap.y);
          if (far >= room) continue;
          var push = (far ? gap.divideBy(far) : L.point(1, 0)).multiplyBy((room - far) / 2);
          moved[i] = moved[i].subtract(push);
          moved[j] = moved[j].add(push);
        }
      }
    }
    return moved.map(function (p, i) {
      var shift = p.subtract(points[i]), far = Math.hypot(shift.x, shift.y);
      return far > PUSH_PX ? points[i].add(shift.multiplyBy(PUSH_PX / far)) : p;
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
    }).filter(function (box) { return box.r > box.x && box.b > box.y; });
  }

  /* names as wide as their lines are, for each width that they may have; all together, since each look at a size
     after a change makes the browser lay the page out */
  function measure(map, labels) {
    var sizes = map._cwSizes = map._cwSizes || {}, range = document.createRange();
    var lang = map.getContainer().lang === "en" ? "en" : "zh";
    var fresh = labels.filter(function (label) { return !sizes[label.textContent]; });
    fresh.forEach(function (label) { sizes[label.textContent] = []; });
    WIDTHS[lang].forEach(function (most, k) {
      fresh.forEach(function (label) {
        label.style.maxWidth = most + "px";
        label.style.overflowWrap = k ? "normal" : "anywhere";
        label.style.width = "";
      });
      var wide = fresh.map(function (label) {
        range.selectNodeContents(label);
        return Math.ceil(range.getBoundingClientRect().width) + 1;
      });
      fresh.forEach(function (label, i) { label.style.width = wide[i] + "px"; });
      var high = fresh.map(function (label) { return label.offsetHeight; });
      fresh.forEach(function (label, i) {
        var found = sizes[label.textContent];
        var known = found.some(function (other) { return Math.abs(other.w - wide[i]) < 3 && other.h === high[i]; });
        if (known || wide[i] > most + 12) return;
        found.push({ w: wide[i], h: high[i], most: most, wrap: k ? "normal" : "anywhere" });
      });
    });
    return sizes;
  }

  function stick(box, className, from, to, from0) {
    var line = box.querySelector("." + className);
    if (!to) {
      if (line) line.remove();
      return;
    }
    if (!line) {
      line = node("i", className);
      box.insertBefore(line, box.firstChild);
    }
    var dx = to.x - from.x, dy = to.y - from.y;
    line.style.width = Math.hypot(dx, dy).toFixed(1) + "px";
    line.style.transform = "translate(" + (from.x - from0.x).toFixed(1) + "px," + (from.y - from0.y).toFixed(1) +
      "px) rotate(" + Math.atan2(dy, dx).toFixed(3) + "rad)";
  }

  /* a name without room stands ready beside its badge, for pointing and focus */
  function waiting(item, view) {
    var shape = item.shapes[0], right = item.at.x + 19 + shape.w < view.x - 3;
    var x = right ? item.at.x + 19 : item.at.x - 19 - shape.w;
    var y = Math.max(3, Math.min(view.y - shape.h - 3, item.at.y - shape.h / 2));
    return { x: x, y: y, r: x + shape.w, b: y + shape.h, shape: shape };
  }

  function put(item, spot, view) {
    var label = item.label, place = spot || waiting(item, view), shape = place.shape;
    label.classList.toggle("cw-away", !spot);
    label.style.maxWidth = shape.most + "px";
    label.style.overflowWrap = shape.wrap;
    label.style.width = shape.w + "px";
    var middle = (place.x + place.r) / 2 - item.at.x;
    label.style.textAlign = place.x >= item.at.x ? "left" : place.r <= item.at.x ? "right" :
      Math.abs(middle) < shape.w / 4 ? "center" : middle > 0 ? "left" : "right";
    label.style.left = (place.x - item.at.x).toFixed(1) + "px";
    label.style.top = (place.y - item.at.y).toFixed(1) + "px";
    stick(item.box, "cw-leader", place.from || item.at, place.to, item.at);
  }

  function itemsOf(map, group) {
    var marks = group.getLayers().filter(function (layer) { return layer instanceof L.Marker && layer.getElement(); });
    var points = marks.map(function (mark) { return map.latLngToContainerPoint(mark.getLatLng()); });
    var boxes = marks.map(function (mark) { return mark.getElement().querySelector(".cw-spot"); });
    var radii = boxes.map(function (box) { return box.querySelector(".cw-badge").offsetWidth / 2 || 15; });
    var moved = apart(points, radii), held = map._cwHeld = map._cwHeld || {};
    var labels = boxes.map(function (box) { return box.querySelector(".cw-label"); }), sizes = measure(map, labels);
    return marks.map(function (mark, i) {
      var box = boxes[i], dot = Boolean(box.querySelector(".cw-dot")), shift = moved[i].subtract(points[i]);
      box.style.transform = "translate(" + shift.x.toFixed(1) + "px," + shift.y.toFixed(1) + "px)";
      stick(box, "cw-stalk", moved[i], !dot && Math.hypot(shift.x, shift.y) > 8 ? points[i] : null, moved[i]);
      return { at: moved[i], r: radii[i], box: box, label: labels[i], shapes: sizes[labels[i].textContent],
        leaders: !dot, weight: dot ? 60 : box.querySelector(".cw-end") ? 190 : 260,
        held: held[labels[i].textContent] };
    });
  }

  /* what the base map's own names keep off: badges, names and the line, as boxes in pixels */
  function kept(items, chosen, line) {
    var boxes = line.filter(function (_, k) { return k % 2 === 0; }).map(function (p) {
      return { x: p.x - 6, y: p.y - 6, r: p.x + 6, b: p.y + 6 };
    });
    boxes = boxes.concat(items.map(function (item) {
      return { x: item.at.x - item.r, y: item.at.y - item.r, r: item.at.x + item.r, b: item.at.y + item.r };
    }));
    return boxes.concat(chosen.filter(Boolean));
  }

  function label(map, group, drawing) {
    var items = itemsOf(map, group), view = map.getSize(), line = samples(map, drawing);
    var chosen = window.citymap.placed(items, { view: view, fixed: furniture(map), route: line });
    items.forEach(function (item, i) {
      put(item, chosen[i], view);
      map._cwHeld[item.label.textContent] = chosen[i] ? chosen[i].key : null;
    });
    window.citymap.keep(map, kept(items, chosen, line).concat(furniture(map)));
  }

  window.citymap.label = label;
  window.citymap.furniture = furniture;
})();
