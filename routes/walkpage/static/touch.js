// Moving the map: one finger drags, two pinch, wheel and double tap zoom, keys do all of it.
const held = new Map();
let tapped = 0;

frame.addEventListener("pointerdown", (event) => {
  if (event.target !== canvas) return;
  held.set(event.pointerId, [event.clientX, event.clientY]);
  canvas.setPointerCapture(event.pointerId);
});

frame.addEventListener("pointermove", (event) => {
  const before = held.get(event.pointerId);
  if (!before) return;
  const now = [event.clientX, event.clientY], box = frame.getBoundingClientRect();
  const other = Array.from(held.entries()).find(([id]) => id !== event.pointerId);
  if (other) {
    const [ox, oy] = other[1], was = Math.hypot(before[0] - ox, before[1] - oy);
    const factor = Math.hypot(now[0] - ox, now[1] - oy) / (was || 1);
    zoom(factor, (now[0] + ox) / 2 - box.left, (now[1] + oy) / 2 - box.top);
    pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
  } else pan(now[0] - before[0], now[1] - before[1]);
  if (Math.hypot(now[0] - before[0], now[1] - before[1]) > 3) follow(false);
  held.set(event.pointerId, now);
});

for (const gone of ["pointerup", "pointercancel", "lostpointercapture"]) {
  frame.addEventListener(gone, (event) => held.delete(event.pointerId));
}

canvas.addEventListener("click", (event) => {
  const box = frame.getBoundingClientRect();
  if (event.timeStamp - tapped < 300) zoom(2, event.clientX - box.left, event.clientY - box.top);
  tapped = event.timeStamp;
});

frame.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = frame.getBoundingClientRect();
  zoom(2 ** (-event.deltaY / (event.deltaMode ? 12 : 300)), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });

frame.addEventListener("keydown", (event) => {
  const step = 80, moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (moves[event.key]) {
    follow(false);
    pan(...moves[event.key]);
  } else if (event.key === "+" || event.key === "=") zoom(1.5);
  else if (event.key === "-") zoom(1 / 1.5);
  else if (event.key === "0") whole();
  else return;
  event.preventDefault();
});

$("in").addEventListener("click", () => zoom(1.6));
$("out").addEventListener("click", () => zoom(1 / 1.6));
$("whole").addEventListener("click", whole);
