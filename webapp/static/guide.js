// The guide's view: an island whose fields speak, too. What is typed is told when the field is left, on
// Enter, or after a rest; each act has a number and is told again until the server has done it, so that
// none is lost when two follow each other faster than the page is drawn.
//   <button data-do="up:ID">                    an act
//   <button data-do="add:" data-with="which">   an act with the value of the field of that data-name
//   <input data-set="stay:ID:">                 an act with the field's own value
//   <button data-top>                           to the head of the page
//   <input type="file" data-open>               the text of a file
const RESTS_MS = { number: 600, time: 1500 };
const LARGEST = 3e6;

export default function (given) {
  const { parentElement, setTriggerValue } = given;
  const root = parentElement.querySelector(".cw-island") || parentElement;
  const held = root.contains(document.activeElement) && document.activeElement;
  const typed = held && held.dataset.set && !isTold(held) ? held.value : null;
  island(given);
  if (typed !== null && document.activeElement.dataset.name === held.dataset.name) document.activeElement.value = typed;

  const done = Number(root.querySelector("[data-done]")?.dataset.done || 0);
  root.cwActs = (root.cwActs || []).filter(([number]) => number > done);
  const tell = (act) => {
    root.cwLast = Math.max(Date.now(), (root.cwLast || 0) + 1);
    root.cwActs.push([root.cwLast, act]);
    setTriggerValue("act", JSON.stringify(root.cwActs));
  };
  const settle = (field) => {
    clearTimeout(field.cwRest);
    if (!root.contains(field) || isTold(field)) return;
    field.cwTold = field.value;
    tell(field.dataset.set + field.value);
  };

  const click = root.onclick;
  root.onclick = (event) => {
    if (event.target.closest("[data-top]")) return scroller().scrollTo({ top: 0, behavior: "smooth" });
    const button = event.target.closest("[data-do]");
    if (!button) return click(event);
    if (button.getAttribute("aria-disabled") === "true") return;
    const field = button.dataset.with && root.querySelector(`[data-name="${button.dataset.with}"]`);
    busy(button);
    tell(button.dataset.do + (field ? field.value : ""));
  };
  root.onchange = ({ target }) => {
    if (target.dataset.open !== undefined) return open(target, tell);
    if (target.dataset.set === undefined) return;
    clearTimeout(target.cwRest);
    target.cwRest = setTimeout(() => settle(target), RESTS_MS[target.type] || 0);
  };
  root.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.dataset.set !== undefined) settle(event.target);
  };
  root.onfocusout = ({ target }) => {
    if (target.dataset.set !== undefined && target.tagName === "INPUT") settle(target);
  };
}

// Whether the server knows what stands in a field.
function isTold(field) {
  return field.value === (field.cwTold ?? field.defaultValue);
}

async function open(field, tell) {
  const [file] = field.files;
  if (!file) return;
  const line = field.closest("[data-box]").querySelector("[data-said]");
  if (file.size > LARGEST) line.textContent = field.dataset.large;
  else tell(`open:${file.name}\n${await file.text()}`);
  field.value = "";
}
