// Puts everything in motion.
root.classList.add("js");
progress = kept.s;
const chosen = data.door ? new URL(location.href).searchParams.get("lang") : store.get("lang", lang);
speak(chosen === "zh" || chosen === "en" ? chosen : lang);
bigText(store.get("big", false));
measure();
setLevel(WIDE.matches ? "full" : "half");
fitWalk();
if (/MicroMessenger/i.test(navigator.userAgent)) notice("wechat");
if (data.door && !navigator.onLine) notice("offline");
let size = innerWidth + "x" + innerHeight;
addEventListener("resize", () => {
  const now = innerWidth + "x" + innerHeight;
  if (now === size || printing) return;
  size = now;
  const upright = high > wide;
  measure();
  setLevel(WIDE.matches ? "full" : level === "full" ? "half" : level);
  if (following && me) showMe();
  else if (fitted || upright !== high > wide) fitWalk();
});
DARK.addEventListener && DARK.addEventListener("change", draw);
paint(); // at once: the first thing that is seen has the map in it
root.dataset.ready = "1";
