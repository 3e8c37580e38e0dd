/* Where the names of stops stand: all of them chosen together.
   citymap.placed(items, world) -> one candidate or null for each item. Pixels from the map's corner.
   item: {at, r, shapes [{w, h}], weight, leaders, held}; at and r are the badge's middle and radius,
   held the key of the candidate shown before. world: {view {x, y}, fixed [box], route [point]}.
   A candidate: {x, y, r, b, shape, key, from, to}; from and to end its leader line, if it has one.
   Hard: off every badge, off the furniture, inside the map, and nearest to its own badge.
   Then the least sum of costs: greedily, the stop with least choice first, and a few rounds of
   moving one name and making room for it. */
(function () {
  "use strict";
  var GAP = 4;          // between badge and name
  var APART = 3;        // between two names
  var NEARER = 4;       // a name is so much nearer to its own badge than to any other
  var LEADER = [20, 32, 46, 62];
  var KEPT = 60;        // candidates kept for a stop
  var HIDDEN = 260;     // what a name that is not shown costs
  var ROUNDS = 4;

  function overlap(a, b, pad) {
    return a.x < b.r + pad && b.x < a.r + pad && a.y < b.b + pad && b.y < a.b + pad;
  }

  /* from a box to a point; 0 inside */
  function away(box, at) {
    return Math.hypot(Math.max(box.x - at.x, 0, at.x - box.r), Math.max(box.y - at.y, 0, at.y - box.b));
  }

  function crossing(a, b, c, d) {
    function side(p, q, s) { return (q.x - p.x) * (s.y - p.y) - (q.y - p.y) * (s.x - p.x); }
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  }

  function cuts(from, to, box, pad) {
    var wide = { x: box.x - pad, y: box.y - pad, r: box.r + pad, b: box.b + pad };
    for (var k = 0; k <= 8; k++) {
      var x = from.x + (to.x - from.x) * k / 8, y = from.y + (to.y - from.y) * k / 8;
      if (x > wide.x && x < wide.r && y > wide.y && y < wide.b) return true;
    }
    return false;
  }

  /* ---- candidates of one stop ---- */
  function sides(item, shape, rank) {
    var found = [], at = item.at, near = item.r + GAP, w = shape.w, h = shape.h;
    function add(x, y, cost, key) {
      found.push({ x: x, y: y, r: x + w, b: y + h, shape: shape, cost: cost + rank * 5, key: key + rank });
    }
    [0, 0.28, -0.28, 0.46, -0.46].forEach(function (slide, k) {
      add(at.x + near, at.y - h / 2 + slide * h, k * 3, "e" + k);
      add(at.x - near - w, at.y - h / 2 + slide * h, 3 + k * 3, "w" + k);
      add(at.x - w / 2 + slide * w, at.y + near, 4 + k * 4, "s" + k);
      add(at.x - w / 2 + slide * w, at.y - near - h, 6 + k * 4, "n" + k);
    });
    var slant = item.r * 0.72 + 1;
    add(at.x + slant, at.y + slant, 9, "se");
    add(at.x - slant - w, at.y + slant, 10, "sw");
    add(at.x + slant, at.y - slant - h, 9, "ne");
    add(at.x - slant - w, at.y - slant - h, 10, "nw");
    return found;
  }

  function leaders(item, shape, rank) {
    var found = [];
    for (var turn = 0; turn < 24; turn++) {
      var angle = turn * Math.PI / 12, dx = Math.cos(angle), dy = Math.sin(angle);
      LEADER.forEach(function (far) {
        var end = { x: item.at.x + dx * (item.r + far), y: item.at.y + dy * (item.r + far) };
        [0.5, 0.2, 0.8].forEach(function (hold, k) {
          // the line ends at the side of the name that faces the badge
          var level = Math.abs(dx) > 0.7;
          var x = level ? (dx > 0 ? end.x + 2 : end.x - 2 - shape.w) : end.x - shape.w * hold;
          var y = level ? end.y - shape.h * hold : (dy > 0 ? end.y : end.y - shape.h);
          if (level && shape.h < 24 && k) return;
          found.push({ x: x, y: y, r: x + shape.w, b: y + shape.h, shape: shape, cost: 34 + far * 0.8 + rank * 5 + k * 2,
            key: "l" + turn + "." + far + "." + k + rank, to: end,
            from: { x: item.at.x + dx * item.r, y: item.at.y + dy * item.r } });
        });
      });
    }
    return found;
  }

  function allowed(spot, item, items, world) {
    var view = world.view, pad = spot.to ? 7 : 1;
    var seen = item.at.x > 0 && item.at.y > 0 && item.at.x < view.x && item.at.y < view.y;
    var inside = spot.x >= 3 && spot.y >= 3 && spot.r <= view.x - 3 && spot.b <= view.y - 3;
    if (seen ? !inside : overlap(spot, { x: 0, y: 0, r: view.x, b: view.y }, 0)) return false;
    if (world.fixed.some(function (box) { return overlap(spot, box, 3); })) return false;
    var own = away(spot, item.at);
    return items.every(function (other) {
      var far = away(spot, other.at);
      if (other === item) return far >= other.r + 1;
      if (far < other.r + pad) return false;
      if (!spot.to) return far >= own + NEARER;
      return !cuts(spot.from, spot.to, { x: other.at.x, y: other.at.y, r: other.at.x, b: other.at.y }, other.r + 2);
    });
  }

  function crossed(spot, route) {
    var count = 0;
    route.forEach(function (p) {
      if (p.x > spot.x - 5 && p.x < spot.r + 5 && p.y > spot.y - 4 && p.y < spot.b + 4) count++;
    });
    return count;
  }

  function candidates(item, items, world) {
    var found = [];
    item.shapes.forEach(function (shape, rank) {
      found = found.concat(sides(item, shape, rank), item.leaders ? leaders(item, shape, rank) : []);
    });
    found = found.filter(function (spot) { return allowed(spot, item, items, world); });
    found.forEach(function (spot) {
      spot.cost += crossed(spot, world.route) * 11 - (spot.key === item.held ? 14 : 0);
    });
    found.sort(function (a, b) { return a.cost - b.cost; });
    return found.filter(function (spot) { return spot.cost < item.weight; }).slice(0, KEPT);
  }

  function clash(a, b) {
    if (overlap(a, b, APART)) return true;
    if (a.to && cuts(a.from, a.to, b, 2)) return true;
    if (b.to && cuts(b.from, b.to, a, 2)) return true;
    return Boolean(a.to && b.to && crossing(a.from, a.to, b.from, b.to));
  }

  /* ---- the choice ---- */
  function placed(items, world) {
    items.forEach(function (item) { item.weight = item.weight || HIDDEN; });
    var choices = items.map(function (item) { return candidates(item, items, world); });
    var chosen = items.map(function () { return null; });
    function cost(i, spot) { return spot ? spot.cost : items[i].weight; }
    function rivals(i, spot) {
      return chosen.reduce(function (found, other, j) {
        if (j !== i && other && clash(spot, other)) found.push(j);
        return found;
      }, []);
    }
    function best(i) {
      for (var k = 0; k < choices[i].length; k++) {
        if (!rivals(i, choices[i][k]).length) return choices[i][k];
      }
      return null;
    }
    var order = items.map(function (_, i) { return i; }).sort(function (a, b) {
      return items[b].weight - items[a].weight || choices[a].length - choices[b].length || a - b;
    });
    order.forEach(function (i) { chosen[i] = best(i); });
    /* move one name, put the names in its way elsewhere; keep what is better in all */
    function better(i, spot) {
      var others = rivals(i, spot);
      if (others.length > 2) return false;
      var before = chosen.slice(), was = cost(i, chosen[i]), now = spot.cost;
      others.forEach(function (j) { was += cost(j, chosen[j]); chosen[j] = null; });
      chosen[i] = spot;
      others.forEach(function (j) { chosen[j] = best(j); now += cost(j, chosen[j]); });
      if (now < was - 0.5) return true;
      chosen = before;
      return false;
    }
    for (var round = 0; round < ROUNDS; round++) {
      var moved = false;
      order.forEach(function (i) {
        choices[i].some(function (spot) {
          if (spot.cost >= cost(i, chosen[i])) return true;
          return better(i, spot) && (moved = true);
        });
      });
      if (!moved) break;
    }
    return chosen;
  }

  window.citymap.placed = placed;
})();
