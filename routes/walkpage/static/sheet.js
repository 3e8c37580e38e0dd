// The sheet over the map on a phone: low, half or full; beside the map on a wide screen.
const sheet = $("sheet"), grip = $("grip"), nowBox = $("now");
const WIDE = matchMedia("(min-width: 900px), (min-width: 500px) and (max-height: 500px)");
let level = "half", pulled = null;

function heightOf(name) {
  const full = innerHeight - 56, low = Math.min(nowBox.offsetHeight, innerHeight * 0.6);
  return { low, half: clamp(innerHeight * 0.48, low, full), full }[name];
}

function setLevel(name) {
  level = name;
  if (WIDE.matches) sheet.style.height = "";
  else sheet.style.height = heightOf(name) + "px";
  root.dataset.level = name;
  grip.setAttribute("aria-expanded", String(name !== "low"));
  grip.setAttribute("aria-label", say(name === "full" ? "less" : "more"));
  // What the low sheet hides is not to be tabbed to.
  $("list").inert = !WIDE.matches && name === "low";
  $("foot").style.bottom = WIDE.matches || name === "full" ? "" : heightOf(name) + "px";
  $("zoom").style.bottom = $("foot").style.bottom;
}

grip.addEventListener("click", () => {
  if (pulled && pulled.moved) return;
  setLevel({ low: "half", half: "full", full: "low" }[level]);
});

nowBox.addEventListener("pointerdown", (event) => {
  if (WIDE.matches || event.target.closest("button:not(#grip), a")) return;
  pulled = { y: event.clientY, from: sheet.offsetHeight, moved: false, id: event.pointerId };
});
nowBox.addEventListener("pointermove", (event) => {
  if (!pulled || pulled.done || pulled.id !== event.pointerId) return;
  const by = pulled.y - event.clientY;
  if (Math.abs(by) < 6 && !pulled.moved) return;
  if (!pulled.moved) nowBox.setPointerCapture(event.pointerId);
  pulled.moved = true;
  sheet.classList.add("pulled");
  sheet.style.height = clamp(pulled.from + by, 90, innerHeight - 40) + "px";
});
function letGo() {
  if (!pulled || pulled.done) return;
  pulled.done = true;
  sheet.classList.remove("pulled");
  if (!pulled.moved) return;
  const now = sheet.offsetHeight, names = ["low", "half", "full"];
  const ways = names.filter((name) => (now > pulled.from ? heightOf(name) >= pulled.from : heightOf(name) <= pulled.from));
  setLevel((ways.length ? ways : names).sort((a, b) => Math.abs(heightOf(a) - now) - Math.abs(heightOf(b) - now))[0]);
  setTimeout(() => { pulled = null; }, 50);
}
nowBox.addEventListener("pointerup", letGo);
nowBox.addEventListener("pointercancel", letGo);

function calmly() {
  return CALM.matches ? "auto" : "smooth";
}

function itemOf(n) {
  return document.querySelector('.tongue[data-lang="' + lang + '"] li.stop[data-n="' + n + '"]');
}

function openStop(n) {
  if (level === "low") setLevel("half");
  const item = itemOf(n), told = item.querySelector("details.told");
  if (told) told.open = true;
  $("list").scrollTo({ top: item.offsetTop - 8, behavior: calmly() });
}

$("guide-more").addEventListener("click", () => {
  if (level === "low") setLevel("half");
  $("apps").open = true;
  $("list").scrollTo({ top: $("apps").offsetTop - 8, behavior: calmly() });
});

function showOnMap(n) {
  const stop = stops.find((one) => one.n === n);
  if (!WIDE.matches) setLevel("low");
  follow(false);
  centre(stop.place[0], stop.place[1], Math.max(view.scale, 1));
}
