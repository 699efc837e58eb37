// The rows of the desk's list: taken out when decided, and back in their old place when they return.
const order = []; // every pk ever listed here, in the list's order
const out = new Map(); // pk: the row that was taken out

addRows(document);
addEventListener("change", count);

// Those of a group that is folded go with the first of it.
export function allRows() {
  return [...document.querySelectorAll("#list [id^=row-]:not(details:not([open]) *)")];
}

export function rowOf(pk) {
  return document.querySelector(`#list [id="row-${pk}"]`);
}

export function pkOf(row) {
  return row.id.slice("row-".length);
}

export function linkOf(row) {
  return row?.querySelector(":scope > a");
}

// The first behind that one, which may be gone.
export function after(pk) {
  return allRows().find((row) => order.indexOf(pkOf(row)) > order.indexOf(pk));
}

export function mark(row) {
  document.querySelector("#list [aria-current]")?.removeAttribute("aria-current");
  if (!row) return;
  linkOf(row).ariaCurrent = "true";
  row.scrollIntoView({ block: "nearest" });
}

export function takeOut(row) {
  const heir = row.querySelector("[id^=row-]");
  const group = row.closest(".group");
  linkOf(row).removeAttribute("aria-current");
  const gone = heir ? handOver(row, heir) : row;
  gone.group = group;
  out.set(pkOf(gone), gone);
  if (!heir) row.remove();
  recount(group, -1);
}

export function bringBack(pk, fresh, isMarked = false) {
  const there = rowOf(pk);
  const gone = out.get(pk);
  const row = fresh ?? there ?? gone;
  out.delete(pk);
  if (!row) return;
  row.classList.toggle("returned", isMarked);
  if (!there) putBack(pk, row);
  else if (!there.matches(".group")) there.replaceWith(row);
  recount(gone?.group, 1);
}

// Those of a further page that are not here yet, nor on their way out.
export function addRows(page) {
  const isFurther = page !== document;
  for (const row of page.querySelectorAll("#list [id^=row-]")) {
    if (order.includes(pkOf(row))) continue;
    order.push(pkOf(row));
    if (isFurther && row.parentElement.id === "list") document.getElementById("list").append(row);
  }
  count();
}

export function chosen() {
  return [...document.querySelectorAll("[name=chosen]:checked")];
}

// Before the first that stood behind it and is still there.
function putBack(pk, row) {
  if (!order.includes(pk)) order.unshift(pk);
  const behind = order.slice(order.indexOf(pk) + 1).map(rowOf).find(Boolean);
  if (behind) behind.before(row);
  else document.getElementById("list").append(row);
  row.closest("details")?.toggleAttribute("open", true);
}

// The first of a group is decided on alone: the next one stands for the group now.
function handOver(row, heir) {
  const alone = heir.cloneNode();
  alone.id = row.id;
  alone.append(...lineOf(row));
  row.id = heir.id;
  row.firstElementChild.after(...lineOf(heir));
  heir.remove();
  return alone;
}

function lineOf(row) {
  return [...row.children].filter((part) => !part.matches(".alike, .acts-many, details, .them"));
}

// How many a group is of, on its line and its buttons.
function recount(group, more) {
  const follow = (words) => words?.replace(/\d+/, (number) => +number + more);
  for (const part of group?.querySelectorAll("[data-number]") ?? []) {
    part.firstChild.data = follow(part.firstChild.data);
    part.ariaLabel = follow(part.ariaLabel);
  }
  count();
}

// How many are chosen; where all are, their box says that.
function count() {
  const said = document.getElementById("chosen");
  if (!said) return;
  said.lastElementChild.textContent = chosen().length;
  said.hidden = !chosen().length || document.querySelector("[name=all]:checked");
}
