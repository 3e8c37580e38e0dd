// Voice, big text, a screen that stays on, files to take along, language, print, offline.
const speech = window.speechSynthesis || null;
let reading = null;

function voiceFor(tongue) {
  if (!speech) return null;
  const voices = speech.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(tongue));
  const wanted = tongue === "zh" ? "zh-cn" : "en-gb";
  return voices.find((voice) => voice.lang.toLowerCase().replace("_", "-") === wanted) || voices[0] || null;
}

function showVoices() {
  for (const button of $$("button.listen")) {
    const tongue = button.closest(".tongue").dataset.lang, on = reading === Number(button.dataset.n);
    button.hidden = !voiceFor(tongue);
    button.firstChild.textContent = data.words[tongue][on ? "listen_stop" : "listen"];
  }
  $("auto-box").hidden = !voiceFor(lang);
}

function listen(n) {
  const before = reading;
  hush();
  const voice = voiceFor(lang);
  if (before === n || !voice) return;
  const item = itemOf(n), parts = [item.querySelector("h3"), ...item.querySelectorAll(".told > p.story, .told > p.question")];
  // A sentence at a time: long texts are cut off by some voices.
  const texts = parts.map((part) => part.textContent).join("\n").match(/[^。！？.!?\n]+[。！？.!?]*/g) || [];
  reading = n;
  texts.forEach((text, i) => {
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.95;
    if (i === texts.length - 1) {
      words.onend = () => {
        if (reading === n) reading = null;
        showVoices();
      };
    }
    speech.speak(words);
  });
  showVoices();
}

function hush() {
  reading = null;
  if (speech) speech.cancel();
  showVoices();
}

if (speech) {
  if (speech.addEventListener) speech.addEventListener("voiceschanged", showVoices);
  addEventListener("pagehide", () => speech.cancel());
}
$("auto").checked = store.get("auto", false);
$("auto").addEventListener("change", () => store.put("auto", $("auto").checked));

function bigText(on) {
  root.classList.toggle("large", on);
  $("big").setAttribute("aria-pressed", String(on));
  store.put("big", on);
  setLevel(level);
}
$("big").addEventListener("click", () => bigText(!root.classList.contains("large")));

let lock = null, wanted = false;
async function stayAwake() {
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => { lock = null; });
    return true;
  } catch (error) { // the phone refuses: little battery, or the page is hidden
    return false;
  }
}
$("awake").addEventListener("click", async () => {
  if (!("wakeLock" in navigator)) return void notice("awake_missing");
  wanted = !wanted;
  if (!wanted && lock) lock.release();
  const granted = wanted && await stayAwake();
  if (wanted) notice(granted ? "awake_on" : "awake_lost");
  else notice("");
  wanted = granted;
  $("awake").setAttribute("aria-pressed", String(granted));
});
document.addEventListener("visibilitychange", () => {
  if (wanted && !lock && document.visibilityState === "visible") stayAwake();
});

function link(parent, text, address) {
  const a = document.createElement("a");
  a.className = "button";
  a.textContent = text;
  a.href = address;
  parent.append(a);
  return a;
}

// The map app that a phone has for sure, or the first of the list, which opens as a page too.
function guideApp() {
  const ours = Object.keys(data.links[lang]);
  return /iPhone|iPad|Macintosh/.test(navigator.userAgent) ? "apple" : ours[0];
}

function fileLink(parent, key, kind, type) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say(key);
  button.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([data.files[lang][kind]], { type }));
    const a = document.createElement("a");
    a.href = address;
    a.download = data.name + "." + kind;
    a.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
  parent.append(button);
}

function showTake() {
  const box = $("files"), apps = $("apps").querySelector("div");
  box.textContent = apps.textContent = "";
  fileLink(box, "gpx", "gpx", "application/gpx+xml");
  fileLink(box, "calendar", "ics", "text/calendar");
  const paper = document.createElement("button");
  paper.type = "button";
  paper.textContent = say("print");
  paper.addEventListener("click", () => print());
  box.append(paper);
  if (data.door) {
    link(box, say("sheet"), data.door.sheet + "&lang=" + lang);
    link(box, say("save"), data.door.save + "&lang=" + lang).download = data.name + ".html";
    $("change").href = data.door.app + "&lang=" + lang;
  }
  $("change").hidden = !data.door;
  $("guide").href = data.links[lang][guideApp()];
  for (const [app, address] of Object.entries(data.links[lang])) {
    const a = link(apps, say("app_" + app), address);
    a.rel = "noopener noreferrer";
    if (app !== "geo") a.target = "_blank";
  }
}

function speak(tongue) {
  lang = tongue;
  labels = null;
  root.dataset.lang = tongue;
  root.lang = tongue === "zh" ? "zh-CN" : "en";
  document.title = $("title").textContent = data.titles[tongue];
  $("sum").textContent = data.sums[tongue];
  for (const part of $$("[data-say]")) part.textContent = say(part.dataset.say);
  for (const part of $$("[data-label]")) part.setAttribute("aria-label", say(part.dataset.label));
  frame.setAttribute("aria-description", say("map_keys"));
  for (const part of $$(".tongue")) part.hidden = part.dataset.lang !== tongue;
  $("tongue").textContent = say("switch");
  $("tongue").lang = tongue === "zh" ? "en" : "zh-CN";
  $("date").textContent = say("map_data", { date: $("date").dataset.date });
  if (data.door && data.door.for_day) {
    $("for-day").hidden = false;
    $("for-day").textContent = data.door.for_day[tongue];
  }
  nameMarks();
  showStamps();
  celebrate();
  showTake();
  showWhere();
  hush();
  const { key, values } = $("notice").dataset;
  notice(key, values ? JSON.parse(values) : {});
  showKept();
  if (me) moveTo(me, track.feed(me.x, me.y, me.accuracy));
  else showIdle();
  setLevel(level);
  draw();
}

$("tongue").addEventListener("click", () => {
  speak(lang === "zh" ? "en" : "zh");
  store.put("lang", lang);
  if (data.door) {
    const address = new URL(location.href);
    address.searchParams.set("lang", lang);
    history.replaceState(null, "", address);
  }
});

let offlineReady = false;
function showKept() {
  const text = !navigator.onLine && data.door ? say("offline") : offlineReady ? say("kept") : "";
  $("kept").hidden = !text;
  $("kept").textContent = text;
}

if (data.door && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(data.door.worker, { scope: "/walk" }).then(() => navigator.serviceWorker.ready).then((ready) => {
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data !== "kept") return;
      offlineReady = true;
      root.dataset.kept = "1";
      showKept();
    });
    ready.active.postMessage({ keep: location.href });
  }, () => {}); // a browser that keeps nothing, such as in private mode, shows the page all the same
}
addEventListener("online", showKept);
addEventListener("offline", () => {
  showKept();
  if (data.door) notice("offline");
});

let opened = [];
addEventListener("beforeprint", () => {
  printing = true;
  labels = null;
  root.classList.add("printing");
  opened = $$(".tongue:not([hidden]) .told:not([open]), .tongue:not([hidden]) .leg details:not([open])");
  for (const part of opened) part.open = true;
  measure();
  fitWalk();
  paint();
});
addEventListener("afterprint", () => {
  printing = false;
  labels = null;
  root.classList.remove("printing");
  for (const part of opened) part.open = false;
  measure();
  whole();
});
