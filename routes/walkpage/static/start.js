// Puts everything in motion.
root.classList.add("js");
progress = kept.s;
const chosen = data.door ? new URL(location.href).searchParams.get("lang") : store.get("lang", lang);
speak(chosen === "zh" || chosen === "en" ? chosen : lang);
bigText(store.get("big", false));
measure();
setLevel(WIDE.matches ? "full" : "half");
fit(line.concat(stops.map((stop) => stop.place)));
if (/MicroMessenger/i.test(navigator.userAgent)) notice("wechat");
if (data.door && !navigator.onLine) notice("offline");
let size = innerWidth + "x" + innerHeight;
addEventListener("resize", () => {
  const now = innerWidth + "x" + innerHeight;
  if (now === size || printing) return;
  size = now;
  measure();
  setLevel(WIDE.matches ? "full" : level);
});
DARK.addEventListener && DARK.addEventListener("change", draw);
root.dataset.ready = "1";
