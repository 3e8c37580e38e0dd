// The phone's position: asked for only after a tap, and said in words where there is none.
let watching = null, following = false, away = false, lost = null, track = null, compass = null;

function follow(on) {
  following = on && watching !== null;
  showWhere();
  if (following && me) showMe();
}

// Where one stands, close up; off the walk, the way to it too; far from it, all of it.
function showMe() {
  if (away) fitWalk(me);
  else if (lost) fit([[me.x, me.y], lost]);
  else centre(me.x, me.y, Math.max(view.scale, 1.2));
}

function showWhere() {
  const button = $("where");
  button.textContent = say(watching === null ? "where" : following ? "following" : "follow");
  if (watching === null) button.removeAttribute("aria-pressed");
  else button.setAttribute("aria-pressed", String(following));
  $("quit").hidden = watching === null;
}

function notice(key, values) {
  $("notice").textContent = key ? say(key, values) : "";
  $("notice").dataset.key = key || "";
  $("notice").dataset.values = JSON.stringify(values || {});
  setLevel(level);
}

function startTracking() {
  track = tracker(kept.s);
}

$("where").addEventListener("click", () => {
  if (watching !== null) {
    follow(!following);
    return;
  }
  if (!("geolocation" in navigator)) return void notice("no_sensor");
  if (location.protocol !== "file:" && !window.isSecureContext) return void notice("insecure");
  askCompass();
  startTracking();
  notice("locating");
  watching = navigator.geolocation.watchPosition(found, missing, { enableHighAccuracy: true, maximumAge: 2000, timeout: 20000 });
  following = true;
  showWhere();
});

$("quit").addEventListener("click", () => {
  stopWatching();
  showIdle();
});

function stopWatching() {
  if (watching !== null) navigator.geolocation.clearWatch(watching);
  watching = null;
  following = false;
  me = here = null;
  showWhere();
  draw();
}

function found(position) {
  const { longitude, latitude, accuracy, heading, speed } = position.coords;
  const [x, y] = toMetres(longitude, latitude);
  const course = typeof heading === "number" && !isNaN(heading) && (speed || 0) > 0.3 ? heading : compass;
  me = { x, y, accuracy: accuracy || 0, heading: course };
  if (accuracy > 100) notice("rough", { distance: far(accuracy) });
  else notice("");
  const spot = track.feed(x, y, Math.min(accuracy || 0, 200));
  away = Boolean(spot.off) && spot.d > AWAY_M;
  lost = spot.off ? pointAt(spot.off.s) : null;
  moveTo(me, spot);
  if (following) showMe();
  else draw();
}

function missing(error) {
  if (error.code === 1) {
    stopWatching();
    notice(location.protocol === "file:" ? "saved_file" : "denied");
  } else notice("no_position");
}

function askCompass() {
  const kind = window.DeviceOrientationEvent;
  if (!kind || compass !== null) return;
  const turned = (event) => {
    const north = event.webkitCompassHeading !== undefined ? event.webkitCompassHeading : event.absolute && event.alpha !== null ? 360 - event.alpha : null;
    if (north === null) return;
    compass = north;
    if (me) {
      me.heading = north;
      draw();
    }
  };
  const hear = () => addEventListener("ondeviceorientationabsolute" in window ? "deviceorientationabsolute" : "deviceorientation", turned);
  if (kind.requestPermission) kind.requestPermission().then((answer) => answer === "granted" && hear(), () => {});
  else hear();
}
