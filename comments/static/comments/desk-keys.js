// Single keys at the desk. Each presses what stands on the page as [data-key] and works without them.
import { allRows, linkOf } from "./desk-list.js";

const OTHER_NAMES = { d: "t", z: "u", D: "T" }; // WordPress's
const TYPED_IN = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";
const PRESSED_BY_ENTER = "a, button, summary, input";
const PLACES = ":is(:has(#list), #batch)";
const MOVES = { j: 1, k: -1 };

if (document.body.dataset.keys !== "off") addEventListener("keydown", press);

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const field = event.target.closest?.(TYPED_IN);
  if (field) return inField(event, field);
  if (event.ctrlKey || event.metaKey || isElsewhere()) return;
  const key = nameOf(event);
  // Whoever holds a key down wants to move, and not to decide on twenty that they never saw.
  if (event.repeat && !MOVES[key]) return;
  const control = event.key.length === 1 && controlOf(key);
  if (key === "/") find(document.querySelector("[type=search]"), event);
  else if (MOVES[key]) move(MOVES[key], event);
  else if (key === "x") checkboxOf(currentRow())?.click();
  else if (key === "o" || key === "Enter") open(event);
  else if (control) activate(control, event);
}

function inField(event, field) {
  if (event.key === "Escape" && !isElsewhere()) leave(field);
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (event.repeat || !field.form || field.localName !== "textarea") return;
  event.preventDefault();
  const button = [...field.form.elements].find((each) => each.type === "submit");
  field.form.requestSubmit(button);
}

// The layout decides where "?" and "/" are; of another alphabet the place counts, as in "KeyA".
// Caps Lock must not turn one reply into a selection.
function nameOf({ key, code, shiftKey }) {
  if (key.length > 1) return key;
  const letter = key > "~" ? code.slice(3) : key;
  const name = shiftKey ? letter.toUpperCase() : letter.toLowerCase();
  return OTHER_NAMES[name] ?? name;
}

// Where there are several, the first that can be seen: of what is selected, or of the group.
// Where no list is, none: it would decide on what isn't seen. The page of a batch is about it.
function controlOf(key) {
  const all = [...document.querySelectorAll(`${PLACES} [data-key="${CSS.escape(key)}"]`)];
  const ready = all.filter((each) => !each.disabled && !each.closest("[inert]"));
  return ready.find((each) => each.checkVisibility()) ?? ready.find((each) => each.closest("dialog"));
}

function activate(control, event) {
  event.preventDefault();
  // Another row has the focus: that one is meant, and not seen yet.
  const link = control.closest("#detail") && linkOf(currentRow());
  if (link && !link.ariaCurrent) return link.click();
  if (control.localName !== "summary") return control.click();
  control.parentElement.open = true;
  find(control.parentElement.querySelector("textarea, input:not([type])"), event);
}

function find(field, event) {
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

function leave(field) {
  field.blur();
  document.querySelector("#detail [tabindex='-1']")?.focus();
}

function open(event) {
  if (event.key === "Enter" && event.target.closest?.(PRESSED_BY_ENTER)) return;
  linkOf(currentRow())?.click();
}

function move(by, event) {
  const rows = allRows();
  const at = rows.indexOf(currentRow());
  const row = rows[at < 0 ? 0 : at + by];
  if (!row) return;
  event.preventDefault();
  if (document.getElementById("detail")?.checkVisibility()) linkOf(row).click();
  else linkOf(row).focus();
}

// Where the focus is in the list, or else what is shown beside it.
function currentRow() {
  const focused = document.activeElement.closest("#list [id^=row-]");
  return focused ?? document.querySelector("#list [aria-current]")?.parentElement;
}

function checkboxOf(row) {
  return row?.querySelector(":scope > [type=checkbox]");
}

function isElsewhere() {
  return document.querySelector("dialog:is([open], :popover-open)");
}
