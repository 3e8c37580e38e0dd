/* What opens on the map: the card of a place, the mark of a tapped spot, and the ties between the
   map's stops and the list of the page around it (the same page, or the one that frames the map).
   Texts are put in as text, never as HTML. */
(function () {
  "use strict";
  var node = window.citymap.node;

  /* ---- the card ---- */
  function close(map, back) {
    var open = map._cwCard;
    if (!open) return;
    map._cwCard = null;
    open.box.remove();
    open.gone();
    if (back && open.from && open.from.isConnected) open.from.focus({ preventScroll: true });
  }

  function card(map, stop, told, from, gone) {
    close(map, false);
    var words = map._cwWords, box = node("section", "cw-card-box");
    var name = node("h2", "", stop.name);
    name.prepend(node("span", "cw-card-number", stop.number));
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", stop.title);
    var shut = node("button", "cw-shut", "×");
    shut.type = "button";
    shut.setAttribute("aria-label", words.card_close);
    shut.title = words.card_close;
    shut.addEventListener("click", function () { close(map, true); });
    box.append(shut, name, node("p", "cw-when", told.time));
    told.notes.forEach(function (note) { box.append(node("p", "cw-fine", note)); });
    if (told.text) box.append(node("p", "cw-told", told.text));
    if (row(stop.number)) {
      var to = node("button", "cw-to", words.card_list);
      to.type = "button";
      to.addEventListener("click", function () {
        close(map, false);
        show(row(stop.number));
      });
      box.append(to);
    }
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close(map, true);
      event.stopPropagation(); // the arrows do not move the map
    });
    box.style.setProperty("--cw-colour", stop.colour);
    map.getContainer().append(box);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    map._cwCard = { box: box, from: from, gone: gone };
    reveal(map, stop.at, box);
    shut.focus({ preventScroll: true });
  }

  /* move the map so far that the card does not hide its stop */
  function reveal(map, at, box) {
    var spot = map.latLngToContainerPoint(at), view = map.getSize();
    var top = box.offsetTop - 34, right = box.offsetLeft + box.offsetWidth + 24;
    if (spot.y > top && spot.x < right) {
      map._cwTouched = true;
      map.panBy([0, Math.min(spot.y - top, Math.max(0, spot.y - 40))], { animate: !window.citymap.calm(), duration: 0.3 });
    } else if (spot.y < 0 || spot.x < 0 || spot.x > view.x) {
      map.panInside(at, { padding: [60, 60] });
    }
  }

  /* ---- the list ---- */
  function pages() {
    var found = [document];
    try {
      if (window.parent !== window && window.parent.document) found.push(window.parent.document);
    } catch (error) {
      return found; // framed by a page that is not ours
    }
    return found;
  }

  function rows(page) { return Array.prototype.slice.call(page.querySelectorAll("li.stop")); }

  function row(number) {
    return pages().map(function (page) { return rows(page)[number - 1]; }).filter(Boolean)[0];
  }

  function show(item) {
    if (!item) return;
    item.tabIndex = -1;
    item.scrollIntoView({ block: "center", behavior: window.citymap.calm() ? "auto" : "smooth" });
    item.focus({ preventScroll: true });
  }

  /* tell which stop's row is pointed at or holds the focus, and when none does; returns the undoing */
  function follow(find, told) {
    function look(event) {
      var leaves = event.type === "pointerout" || event.type === "focusout";
      told(leaves ? null : find(event.target));
    }
    var kinds = ["pointerover", "pointerout", "focusin", "focusout"], all = pages();
    all.forEach(function (page) { kinds.forEach(function (kind) { page.addEventListener(kind, look); }); });
    return function () {
      all.forEach(function (page) { kinds.forEach(function (kind) { page.removeEventListener(kind, look); }); });
    };
  }

  function stopOf(target) {
    var item = target.closest && target.closest("li.stop");
    return item ? rows(item.ownerDocument).indexOf(item) + 1 : null;
  }

  function wayOf(target) {
    var link = target.closest && target.closest("a[href*='published=']");
    return link ? new URL(link.href).searchParams.get("published") : null;
  }

  /* ---- a tapped spot ---- */
  function mark(map, at, text) {
    unmark(map);
    var box = node("div", "cw-tap");
    if (text) box.append(node("span", "cw-tap-text", text));
    map._cwTap = L.marker(at, { interactive: false, keyboard: false, pane: "cwTap",
      icon: L.divIcon({ className: "cw-tap-icon", html: box, iconSize: [0, 0] }) }).addTo(map);
  }

  function unmark(map) {
    if (map._cwTap) map._cwTap.remove();
    map._cwTap = null;
  }

  /* what the server says of a tapped spot; gone with the layer, unless another has been tapped */
  function tap(group, spot) {
    group.on("add", function () { mark(group._map, spot.at, spot.text); });
    group.on("remove", function () {
      var now = group._map._cwTap;
      if (now && now.getLatLng().distanceTo(spot.at) < 1) unmark(group._map);
    });
    return group;
  }

  Object.assign(window.citymap, { card: card, closeCard: close, mark: mark, tap: tap, follow: follow,
    stopOf: stopOf, wayOf: wayOf });
})();
