// The rows of the desk's list: taken out when decided, and back in their old place when they return.
const order = []; // every pk ever listed here, in the list's order
const out = new Map(); // pk: the row that was taken out, and where it stood

addRows(document);

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
  return row.querySelector(":scope > a");
}

export function mark(row) {
  document.querySelector("#list [aria-current]")?.removeAttribute("aria-current");
  if (!row) return;
  linkOf(row).ariaCurrent = "true";
  row.scrollIntoView({ block: "nearest" });
}

export function takeOut(row) {
  const heir = row.querySelector("[id^=row-]");
  linkOf(row).removeAttribute("aria-current");
  out.set(pkOf(row), heir ? handOver(row, heir) : row);
  if (!heir) row.remove();
}

// In its place: before the first that stood behind it and is still there.
export function bringBack(pk, fresh, isMarked = false) {
  const there = rowOf(pk);
  const row = fresh ?? there ?? out.get(pk);
  out.delete(pk);
  if (!row) return;
  row.classList.toggle("returned", isMarked);
  if (there?.matches(".group")) return;
  if (there) return there.replaceWith(row);
  if (!order.includes(pk)) order.unshift(pk);
  const behind = order.slice(order.indexOf(pk) + 1).map(rowOf).find(Boolean);
  if (behind) behind.before(row);
  else document.getElementById("list").append(row);
  row.closest("details")?.toggleAttribute("open", true);
}

// Those of a further page that are not here yet, nor on their way out.
export function addRows(page) {
  const isFurther = page !== document;
  for (const row of page.querySelectorAll("#list [id^=row-]")) {
    if (order.includes(pkOf(row))) continue;
    order.push(pkOf(row));
    if (isFurther) document.getElementById("list").append(row);
  }
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
