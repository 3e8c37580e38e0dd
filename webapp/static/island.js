// Shows HTML that the server wrote and escaped, and tells the server of taps.
//   <a href="?…" data-go="…">        a new address, taken over without loading the page anew
//   <button data-act="…">            a question to the server
//   <button data-share="…">          the phone's own way to share an address, or copy it
//   <button data-copy="…">           copy an address
//   <button data-locate>             where the visitor is; what failed is said in [data-said]
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".cw-island") || parentElement;
  arrive(data.view);
  show(root, data);
  root.onclick = (event) => {
    event.target.closest("[data-shut]")?.parentElement.remove();
    unfold(event.target.closest('[data-fold="clock"] > summary'));
    const tapped = event.target.closest("[data-go], [data-act], [data-share], [data-copy], [data-locate]");
    if (!tapped || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { go, act, share, copy, locate } = tapped.dataset;
    if (go === undefined || tapped.tagName === "A") event.preventDefault();
    if (go !== undefined) {
      busy(tapped);
      if (window.cwView === "home") window.cwHomeAt = scroller().scrollTop;
      setTriggerValue("go", go);
    } else if (act !== undefined) {
      busy(tapped);
      setTriggerValue("act", act);
    } else if (locate !== undefined) {
      find(root, tapped, (spot) => setTriggerValue("here", spot));
    } else {
      pass(root, tapped, new URL(share ?? copy, location.href).href, share !== undefined);
    }
  };
  root.oninput = (event) => slide(event.target);
}

function show(root, data) {
  if (root.cwHtml === data.html) return;
  const open = [...root.querySelectorAll("details[data-fold][open]")].map((fold) => fold.dataset.fold);
  const held = root.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  root.innerHTML = root.cwHtml = data.html;
  const same = root.cwPage === data.page;
  for (const fold of root.querySelectorAll("details[data-fold]")) {
    if (same && open.includes(fold.dataset.fold)) fold.open = true;
  }
  if (held) root.querySelector(`[data-name="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  if (data.page === "home" && !same && window.cwHomeAt) {
    settle(window.cwHomeAt);
  }
  root.cwPage = data.page;
  if (!navigator.share) root.querySelectorAll("[data-share]").forEach((button) => (button.hidden = true));
  root.querySelectorAll("input[data-clock]").forEach(slide);
  root.querySelectorAll("img").forEach((image) => (image.onerror = () => explain(image)));
}

// A picture of a sheet that cannot be printed, for a letter that no font has: its address says why in words.
async function explain(image) {
  const answer = await fetch(image.src).catch(() => null);
  if (!answer?.headers.get("content-type")?.startsWith("text/plain")) return;
  const why = document.createElement("p");
  why.className = "note";
  why.textContent = await answer.text();
  image.replaceWith(why);
}

// Another view begins at its top; a change of the same view leaves the reader where he is. The list of
// walks is found again where it was left.
function arrive(view) {
  if (!view || view === window.cwView) return;
  if (window.cwView !== undefined) scroller().scrollTo(0, 0);
  window.cwView = view;
}

// The map beside the list comes late and changes the page's height: what was scrolled to before it came is
// lost or moved. So the place is held till the page rests, or till the reader scrolls himself.
function settle(top) {
  const end = performance.now() + 3000;
  const hands = ["wheel", "touchstart", "pointerdown", "keydown"];
  let free = false;
  const letGo = () => (free = true);
  hands.forEach((hand) => addEventListener(hand, letGo, { once: true, passive: true, capture: true }));
  (function hold() {
    const held = !free && window.cwView === "home" && performance.now() < end;
    if (!held) return hands.forEach((hand) => removeEventListener(hand, letGo, { capture: true }));
    if (Math.abs(scroller().scrollTop - top) > 1) scroller().scrollTo(0, top);
    requestAnimationFrame(hold);
  })();
}

function scroller() {
  return document.querySelector('[data-testid="stMain"]') || document.scrollingElement;
}

// What the clock draws is long: it begins at the top, or a phone shows only the slider.
function unfold(summary) {
  if (!summary || summary.parentElement.open) return;
  setTimeout(() => summary.scrollIntoView({ block: "start", behavior: "smooth" }), 60);
}

function busy(tapped) {
  tapped.classList.add("cw-busy");
  setTimeout(() => tapped.classList.remove("cw-busy"), 8000);
}

function say(root, tapped, name) {
  const line = tapped.parentElement.querySelector("[data-said]") || root.querySelector("[data-said]");
  if (line) line.textContent = name ? tapped.dataset[name] || "" : "";
}

function find(root, tapped, found) {
  if (!window.isSecureContext || !navigator.geolocation) return say(root, tapped, "insecure");
  say(root, tapped, "wait");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      say(root, tapped, "");
      found([coords.longitude.toFixed(6), coords.latitude.toFixed(6), Math.round(coords.accuracy)].join(","));
    },
    (error) => say(root, tapped, error.code === error.PERMISSION_DENIED ? "refused" : "lost"),
    { enableHighAccuracy: true, timeout: 12000, maximumAge: 30000 },
  );
}

async function pass(root, tapped, address, share) {
  try {
    if (share) await navigator.share({ title: tapped.dataset.title, url: address });
    else {
      await write(address);
      say(root, tapped, "done");
    }
  } catch (error) {
    if (error.name !== "AbortError") window.prompt(tapped.dataset.title, address);
  }
}

async function write(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

// The clock: what each departure gives is there already; sliding shows it and asks nobody.
function slide(input) {
  if (!input.matches?.("input[data-clock]")) return;
  const box = input.closest("[data-clock-box]");
  const hour = box.querySelector(`[data-hour="${input.value}"]`);
  box.querySelectorAll("[data-hour]").forEach((other) => (other.hidden = other !== hour));
  box.querySelectorAll("[data-drawn]").forEach((walk) => (walk.hidden = walk.dataset.drawn !== hour.dataset.shows));
  input.setAttribute("aria-valuetext", hour.dataset.clock);
}
