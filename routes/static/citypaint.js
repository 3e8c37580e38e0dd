/* The base map on a canvas, drawn at once from the style and layers of MapLibre GL: areas, lines, stations, but
   no names along streets. It is seen until GL has drawn, and stays where there is no WebGL.
   citymap.painter(style, layers): a layer; style is ours (routes/basemap_style.py), layers are GeoJSON by name. */
(function () {
  "use strict";
  var ZOOM = 16;        // paths are kept in pixels of this zoom of Leaflet, from the first point on
  var APART = 20;       // areas of so few features may lie over each other: each is drawn by itself

  /* ---- the style: plain values, ["interpolate", ["exponential", base], ["zoom"], zoom, value, …] ---- */
  function worth(value, zoom) {
    if (!Array.isArray(value) || value[0] !== "interpolate") return value;
    var base = value[1][1], stops = value.slice(3), k = 2;
    if (zoom <= stops[0]) return stops[1];
    while (k < stops.length && zoom >= stops[k]) k += 2;
    if (k >= stops.length) return stops[k - 1];
    var over = zoom - stops[k - 2], all = stops[k] - stops[k - 2];
    var part = base === 1 ? over / all : (Math.pow(base, over) - 1) / (Math.pow(base, all) - 1);
    return stops[k - 1] + part * (stops[k + 1] - stops[k - 1]);
  }

  function wanted(filter, properties) {
    if (!filter) return true;
    return filter[0] === "has" ? filter[1] in properties : properties[filter[1][1]] === filter[2];
  }

  /* ---- shapes ---- */
  function world(at) {
    var sine = Math.sin(at[1] * Math.PI / 180), size = 256 * Math.pow(2, ZOOM);
    return [(at[0] / 360 + 0.5) * size, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size];
  }

  function lists(geometry) {
    var kind = geometry.type, rows = geometry.coordinates;
    if (kind === "Point") return [[rows]];
    if (kind === "LineString" || kind === "MultiPoint") return [rows];
    return kind === "MultiPolygon" ? [].concat.apply([], rows) : rows;
  }

  function turn(ring) {
    return ring.reduce(function (sum, p, k) {
      var q = ring[(k + 1) % ring.length];
      return sum + p[0] * q[1] - q[0] * p[1];
    }, 0);
  }

  /* a hole turns against its edge, so that areas over each other stay filled */
  function traced(path, feature, origin) {
    var area = /Polygon$/.test(feature.geometry.type);
    var polygons = feature.geometry.type === "MultiPolygon" ? feature.geometry.coordinates : [lists(feature.geometry)];
    polygons.forEach(function (rings) {
      rings.forEach(function (row, hole) {
        var points = row.map(function (at) {
          var p = world(at);
          return [p[0] - origin[0], p[1] - origin[1]];
        });
        if (area && turn(points) > 0 === hole > 0) points.reverse();
        points.forEach(function (p, k) { path[k ? "lineTo" : "moveTo"](p[0], p[1]); });
        if (area) path.closePath();
      });
    });
  }

  function Shapes(layers) {
    this.layers = layers;
    this.known = {};
    var first = Object.keys(layers).map(function (name) { return layers[name].features[0]; }).filter(Boolean)[0];
    this.origin = first ? world(lists(first.geometry)[0][0]) : [0, 0];
  }

  Shapes.prototype.features = function (layer) {
    var found = this.layers[layer.source];
    return found ? found.features.filter(function (f) { return wanted(layer.filter, f.properties); }) : [];
  };

  Shapes.prototype.paths = function (layer) {
    var key = layer.source + JSON.stringify(layer.filter || 0), origin = this.origin;
    if (this.known[key]) return this.known[key];
    var features = this.features(layer), paths = [];
    features.forEach(function (feature) {
      if (!paths.length || features.length < APART) paths.push(new Path2D());
      traced(paths[paths.length - 1], feature, origin);
    });
    return (this.known[key] = paths);
  };

  /* ---- drawing ---- */
  function fill(ink, layer, paths, zoom, scale) {
    ink.globalAlpha = worth(layer.paint["fill-opacity"], zoom) ?? 1;
    ink.fillStyle = layer.paint["fill-color"];
    ink.strokeStyle = layer.paint["fill-outline-color"] || "transparent";
    ink.setLineDash([]);
    ink.lineWidth = 1 / scale;
    paths.forEach(function (path) {
      ink.fill(path);
      if (layer.paint["fill-outline-color"]) ink.stroke(path);
    });
  }

  function line(ink, layer, paths, zoom, scale) {
    var width = worth(layer.paint["line-width"], zoom) / scale, dash = layer.paint["line-dasharray"] || [];
    ink.globalAlpha = worth(layer.paint["line-opacity"], zoom) ?? 1;
    ink.strokeStyle = layer.paint["line-color"];
    ink.lineWidth = width;
    ink.lineCap = layer.layout["line-cap"];
    ink.lineJoin = layer.layout["line-join"];
    ink.setLineDash(dash.map(function (part) { return part * width; }));
    if (ink.globalAlpha) paths.forEach(function (path) { ink.stroke(path); });
  }

  function circle(ink, layer, at, zoom) {
    ink.beginPath();
    ink.arc(at.x, at.y, worth(layer.paint["circle-radius"], zoom), 0, 2 * Math.PI);
    ink.fillStyle = layer.paint["circle-color"];
    ink.strokeStyle = layer.paint["circle-stroke-color"];
    ink.lineWidth = 2 * layer.paint["circle-stroke-width"];
    ink.stroke();
    ink.fill();
  }

  function text(ink, layer, at, zoom, feature) {
    var field = layer.layout["text-field"], size = worth(layer.layout["text-size"], zoom);
    var words = Array.isArray(field) ? feature.properties[field[1][1]] || feature.properties.zh || "" : field;
    var fonts = layer.layout["text-font"].map(function (name) { return '"' + name.replace(/ Medium$/, "") + '"'; });
    ink.font = (/ Medium$/.test(layer.layout["text-font"][0]) ? "500 " : "") + size + "px " + fonts.join(",");
    ink.textAlign = "center";
    ink.textBaseline = layer.layout["text-anchor"] === "top" ? "top" : "middle";
    ink.lineJoin = "round";
    ink.strokeStyle = layer.paint["text-halo-color"];
    ink.lineWidth = 2 * layer.paint["text-halo-width"];
    ink.fillStyle = layer.paint["text-color"];
    var down = (layer.layout["text-offset"] || [0, 0])[1] * size;
    if (ink.lineWidth && layer.paint["text-halo-width"]) ink.strokeText(words, at.x, at.y + down);
    ink.fillText(words, at.x, at.y + down);
  }

  /* stations, whose names the walk may have said already */
  function signs(ink, layer, shapes, map, zoom) {
    var hushed = map._cwHushed || [];
    shapes.features(layer).forEach(function (feature) {
      if (feature.geometry.type !== "Point") return;
      var told = hushed.some(function (name) {
        return name.includes(feature.properties.zh) || name.includes(feature.properties.en);
      });
      if (layer.id === "station_name" && told) return;
      var place = feature.geometry.coordinates, at = map.latLngToLayerPoint([place[1], place[0]]);
      (layer.type === "circle" ? circle : text)(ink, layer, at, zoom, feature);
    });
  }

  function paint(ink, map, style, shapes) {
    var zoom = map.getZoom() - 1, scale = map.getZoomScale(map.getZoom(), ZOOM), origin = map.getPixelOrigin();
    style.layers.forEach(function (layer) {
      if (layer.minzoom > zoom || !layer.source) return;
      ink.save();
      if (layer.type === "circle" || (layer.type === "symbol" && layer.source === "stations")) {
        signs(ink, layer, shapes, map, zoom);
      } else if (layer.type === "fill" || layer.type === "line") {
        ink.translate(shapes.origin[0] * scale - origin.x, shapes.origin[1] * scale - origin.y);
        ink.scale(scale, scale);
        (layer.type === "fill" ? fill : line)(ink, layer, shapes.paths(layer), zoom, scale);
      }
      ink.restore();
    });
  }

  /* Leaflet's own canvas is sized, moved and scaled as a map needs it; what is drawn on it is ours */
  var Painter = L.Canvas.extend({
    options: { pane: "tilePane", padding: 0.25 },
    initialize: function (style, layers) {
      L.Canvas.prototype.initialize.call(this, {});
      this._style = style;
      this._shapes = new Shapes(layers);
    },
    _initContainer: function () {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      // painted by the processor: a GPU first has to be told hundreds of paths, and holds the page up meanwhile
      this._ctx = this._container.getContext("2d", { willReadFrequently: true });
    },
    _updatePaths: function () {
      if (!this._postponeUpdatePaths) this._draw();
    },
    _draw: function () {
      var ink = this._ctx, box = this._bounds, paper = this._style.layers[0].paint["background-color"];
      ink.globalAlpha = 1;
      ink.fillStyle = paper;
      ink.fillRect(box.min.x, box.min.y, box.getSize().x, box.getSize().y);
      paint(ink, this._map, this._style, this._shapes);
    }
  });

  window.citymap.painter = function (style, layers) { return new Painter(style, layers); };
})();
