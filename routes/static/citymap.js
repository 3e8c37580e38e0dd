/* The base map under a Leaflet map: our vector style on a canvas (citypaint.js), then by MapLibre GL where there is
   WebGL. Also legend, scale, zoom buttons, credit. Needs L; maplibregl if it can.
   citymap.base(map, options): words, credit (both plain text), creditUrl, scheme ("auto", "light",
   "dark"), lang, taps (whether a tapped spot is marked), library (address of MapLibre, if it is not there already),
   and data {layers, styles} or url. On the map's box: data-seen once the quarter is painted, data-base
   "gl", "canvas" or "none" once it is as it stays. */
(function () {
  "use strict";
  var LATER_MS = 1500;
  var DARK = window.matchMedia ? window.matchMedia("(prefers-color-scheme: dark)") : null;

  function node(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function hasWebGL() {
    if (!window.maplibregl || !L.maplibreGL) return false;
    try {
      var canvas = document.createElement("canvas");
      var context = canvas.getContext("webgl2") || canvas.getContext("webgl");
      if (!context) return false;
      var lose = context.getExtension("WEBGL_lose_context");
      if (lose) lose.loseContext(); // browsers allow only a few contexts at a time
      return true;
    } catch (error) {
      return false;
    }
  }

  /* the app puts its theme's colours on the frame; a visitor may have chosen another than the machine's */
  function schemeOf(options) {
    if (options.scheme === "light" || options.scheme === "dark") return options.scheme;
    var ground = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    if (/^#[0-9a-f]{6}$/i.test(ground)) return parseInt(ground.slice(3, 5), 16) < 128 ? "dark" : "light";
    return DARK && DARK.matches ? "dark" : "light";
  }

  function calm() {
    return window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /* ---- with WebGL ---- */
  function filledStyle(data, lang, scheme) {
    var style = JSON.parse(JSON.stringify(data.styles[lang][scheme]));
    Object.keys(data.layers).forEach(function (name) {
      style.sources[name] = { type: "geojson", data: data.layers[name], tolerance: 0.2 };
    });
    return style;
  }

  /* MapLibre is large, and its start blocks the page: it comes once the map has been in hand for a moment, and
     the page has nothing else to do */
  function libraries(options, done) {
    var idle = window.requestIdleCallback || function (task) { setTimeout(task, 100); };
    function later(task) { idle(task, { timeout: LATER_MS }); }
    if (window.maplibregl || !options.library) {
      later(done);
      return;
    }
    setTimeout(later, LATER_MS, function () {
      var script = node("script");
      script.src = options.library;
      script.onload = script.onerror = function () { later(done); };
      document.head.appendChild(script);
    });
  }

  function glLayer(map, data, options, scheme) {
    var layer = L.maplibreGL({
      style: filledStyle(data, options.lang, scheme),
      attributionControl: false,
      interactive: false,
      padding: 0.25,
      fadeDuration: calm() ? 0 : 200
    });
    layer.addTo(map);
    var canvas = layer.getCanvas();
    canvas.setAttribute("aria-hidden", "true");
    canvas.removeAttribute("tabindex");
    canvas.removeAttribute("role");
    return layer;
  }

  /* names of stations that the route itself names, or an exit of them, are left to it */
  function hush(map, names) {
    map._cwHushed = names;
    whisper(map, map._cwBase);
  }

  function whisper(map, layer) {
    var gl = ready(layer), names = map._cwHushed || [];
    if (!gl || !gl.getLayer("station_name")) return;
    gl.setFilter("station_name", ["all"].concat(names.map(function (name) {
      return ["!", ["any", ["in", ["get", "zh"], name], ["in", ["coalesce", ["get", "en"], ["get", "zh"]], name]]];
    })));
  }

  /* MapLibre's map, once layers may be added to it; that is before it has drawn */
  function ready(layer) {
    return layer && layer._cwReady ? layer.getMaplibreMap() : null;
  }

  /* boxes, in pixels, that the base map's names keep off: filled with clear icons, placed first */
  var CLEAR_PX = 16;

  function keep(map, boxes) {
    var points = [];
    boxes.forEach(function (box) {
      var across = Math.max(1, Math.ceil((box.r - box.x) / CLEAR_PX)), down = Math.max(1, Math.ceil((box.b - box.y) / CLEAR_PX));
      for (var i = 0; i < across; i++) {
        for (var j = 0; j < down; j++) {
          var at = map.containerPointToLatLng([box.x + (i + 0.5) * (box.r - box.x) / across,
            box.y + (j + 0.5) * (box.b - box.y) / down]);
          points.push([+at.lng.toFixed(6), +at.lat.toFixed(6)]);
        }
      }
    });
    map._cwKept = points;
    guard(map, map._cwBase);
  }

  function guard(map, layer) {
    var gl = ready(layer), told = (map._cwKept || []).join(" ");
    if (!gl || !told || layer._cwGuarded === told) return;
    layer._cwGuarded = told;
    var data = { type: "Feature", properties: {}, geometry: { type: "MultiPoint", coordinates: map._cwKept } };
    if (gl.getSource("kept")) {
      gl.getSource("kept").setData(data);
      return;
    }
    gl.addImage("clear", { width: CLEAR_PX, height: CLEAR_PX, data: new Uint8Array(CLEAR_PX * CLEAR_PX * 4) });
    gl.addSource("kept", { type: "geojson", data: data });
    gl.addLayer({ id: "kept", type: "symbol", source: "kept",
      layout: { "icon-image": "clear", "icon-allow-overlap": true, "icon-padding": 1 } });
  }

  /* ---- what stands on the map ---- */
  function furniture(map, options) {
    var words = options.words;
    map.attributionControl.setPrefix(false);
    var credit = node("a", "", options.credit);
    credit.href = options.creditUrl;
    credit.rel = "noopener";
    credit.target = "_blank";
    map.attributionControl.addAttribution(credit.outerHTML + " · " + node("span", "", options.date).outerHTML);
    L.control.scale({ imperial: false, position: "topleft", maxWidth: 110 }).addTo(map);
    L.control.zoom({
      position: "bottomright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out
    }).addTo(map);
    var legend = L.control({ position: "topright" });
    legend.onAdd = function () { return legendBox(map, words); };
    legend.addTo(map);
  }

  function legendBox(map, words) {
    var box = node("details", "cw-legend");
    box.open = map.getSize().x >= 900;
    box.addEventListener("toggle", function () { map.fire("cwlay"); });
    box.appendChild(node("summary", "", words.legend));
    var list = node("ul");
    words.keys.forEach(function (key) {
      var row = node("li");
      row.setAttribute("data-kind", key.kind);
      row.hidden = !key.base;
      var sample = node("span", "cw-key cw-key-" + key.kind, key.kind === "stop" ? "1" : undefined);
      sample.setAttribute("aria-hidden", "true");
      row.appendChild(sample);
      row.appendChild(node("span", "", key.text));
      list.appendChild(row);
    });
    box.appendChild(list);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return box;
  }

  /* exactly the signs that are on the map: those of the base map, and these */
  function legend(map, kinds) {
    map.getContainer().querySelectorAll(".cw-legend li").forEach(function (row) {
      var kind = row.getAttribute("data-kind");
      row.hidden = !kinds.includes(kind) && !map._cwWords.keys.some(function (key) { return key.kind === kind && key.base; });
    });
  }

  function say(map, text) {
    var note = L.control({ position: "topleft" });
    note.onAdd = function () {
      var box = node("p", "cw-note", text);
      box.setAttribute("role", "status");
      return box;
    };
    note.addTo(map);
  }

  /* st_folium loads our style sheet after the map has been made, and its frame takes its height
     later still: tell the route to fit and lay itself out again, until somebody moves the map. */
  function settle(map, box) {
    var last = "";
    function look() {
      var styled = getComputedStyle(box).getPropertyValue("--paper") !== "";
      var now = [styled, box.clientWidth, box.clientHeight].join();
      if (now !== last) {
        last = now;
        map.invalidateSize({ animate: false });
        map.fire("cwsettle");
      }
      return styled;
    }
    ["pointerdown", "wheel", "keydown"].forEach(function (kind) {
      box.addEventListener(kind, function () { map._cwTouched = true; }, { passive: true });
    });
    if (window.ResizeObserver) new ResizeObserver(look).observe(box);
    (function wait() { if (!look()) setTimeout(wait, 50); })();
  }

  function base(map, options) {
    var box = map.getContainer();
    box.classList.add("cw-map");
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", options.words.map);
    box.setAttribute("lang", options.lang === "zh" ? "zh-CN" : "en");
    if (calm()) map._zoomAnimated = map.options.zoomAnimation = map.options.inertia = false;
    map.createPane("cwArrows").style.zIndex = 450;
    map.createPane("cwTap").style.zIndex = 660;
    map._cwWords = options.words;
    map.on("click", function (event) {
      window.citymap.closeCard(map, false);
      if (options.taps) window.citymap.mark(map, event.latlng);
    });
    furniture(map, options);
    settle(map, box);
    var layer = null, seen = null, data = options.data || null;

    /* painted at once; GL, with the names of streets, takes over once it has drawn */
    function draw() {
      var scheme = schemeOf(options);
      box.setAttribute("data-scheme", scheme);
      if (!data) return;
      [layer, seen].forEach(function (old) { if (old) map.removeLayer(old); });
      layer = map._cwBase = null;
      seen = window.citymap.painter(data.styles[options.lang][scheme], data.layers).addTo(map);
      box.setAttribute("data-seen", scheme);
      libraries(options, function () { begin(scheme, seen); });
    }

    function begin(scheme, painted) {
      if (painted !== seen) return; // recoloured meanwhile
      try {
        if (hasWebGL()) layer = map._cwBase = glLayer(map, data, options, scheme);
      } catch (error) {
        layer = null; // the probe passed, the driver did not
      }
      if (!layer) {
        box.setAttribute("data-base", "canvas");
        return;
      }
      var drawn = layer, gl = drawn.getMaplibreMap(), over = drawn.getContainer();
      over.style.visibility = "hidden";
      gl.once("style.load", function () {
        drawn._cwReady = true;
        whisper(map, drawn);
        guard(map, drawn);
      });
      gl.once("load", function () {
        if (drawn !== layer) return;
        over.style.visibility = "";
        map.removeLayer(painted);
        box.setAttribute("data-base", "gl");
      });
    }

    draw();
    function recolour() {
      if (box.getAttribute("data-scheme") !== schemeOf(options)) draw();
    }
    if (DARK && DARK.addEventListener) DARK.addEventListener("change", recolour);
    new MutationObserver(recolour).observe(document.head, { childList: true, subtree: true, characterData: true });
    new MutationObserver(recolour).observe(document.documentElement, { attributes: true });
    if (data) return;
    fetch(new URL(options.url, window.location.origin).href).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (found) {
      data = found;
      draw();
    }).catch(function () {
      box.setAttribute("data-base", "none");
      say(map, options.words.base_missing);
    });
  }

  window.citymap = { base: base, hush: hush, keep: keep, legend: legend, node: node, calm: calm };
})();
