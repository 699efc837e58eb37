// The desk without reloading: the next reply is there at once, and what was decided on the last
// leaves in the background. Without this script the same forms and links lead from page to page.
import { addRows, after, allRows, bringBack, chosen } from "./desk-list.js";
import { linkOf, mark, pkOf, rowOf, takeOut } from "./desk-list.js";
import { forget, hush, say, sayTrouble } from "./desk-notice.js";
import { get, idle, isBusy, post } from "./desk-post.js";
import { dropWords, keepWords, putWordsBack } from "./desk-words.js";

const AHEAD = 3; // details fetched before they are asked for
const FEW = 6; // rows left when the next page of the list is fetched
const DECIDES = /\/\d+\/(decide|reply)\/$/;
const STAYS = /pick/;
const ACTS = /\/(decide|reply|notes|undo|batches|continue)\/$/;

const fetched = new Map(); // pk: what is promised of its detail
let shown = detail()?.dataset.pk; // whose detail is, or is about to be, beside the list
let presses = 0;

if (document.getElementById("list") && detail()) begin();

function begin() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onClick);
  document.addEventListener("desk:done", () => refresh());
  addEventListener("popstate", onPopState);
  addEventListener("pagehide", keepWordsShown);
  if (shown) putWordsBack(detail());
  lookAhead();
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  const address = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const path = new URL(address, location).pathname;
  if (event.defaultPrevented || form.method !== "post" || !ACTS.test(path)) return;
  event.preventDefault();
  if (form.ariaBusy || form.closest("[inert]")) return;
  const body = new URLSearchParams(new FormData(form, submitter));
  presses += 1;
  keepWordsShown();
  hush();
  if (DECIDES.test(path) && !STAYS.test(body.get("verb"))) decide(address, body);
  else act(form, address, body);
}

function onClick(event) {
  const link = event.target.closest("#list [id^=row-] > a, [data-failed] a");
  const pk = link && pkIn(link);
  if (!pk || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!detail().checkVisibility()) return; // on a phone it opens a page of its own
  event.preventDefault();
  open(pk, link.href, "pushState");
}

function onPopState() {
  const pk = pkIn(location);
  if (pk) open(pk, location.href);
  else location.reload();
}

function pkIn({ pathname }) {
  return pathname.match(/(\d+)\/$/)?.[1];
}

// Deciding

async function decide(address, body) {
  const { pk } = detail().dataset;
  const [row, rows] = [rowOf(pk), allRows()];
  const next = rows[rows.indexOf(row) + 1] ?? rows.find((each) => each !== row);
  if (row) takeOut(row);
  fetched.delete(pk);
  openOrWait(next);
  const answer = await post(address, body);
  if (answer.status === 200) {
    dropWords(pk, address);
    apply(answer.page);
  } else comeBack(pk, answer);
  if (!shown) openOrRefresh();
}

// Nothing was decided: the reply is in the list again, marked, unless it belongs there no more.
function comeBack(pk, { trouble, page }) {
  if (trouble === "signed-out") fetched.clear(); // with what the server no longer believes
  if (trouble) sayTrouble(trouble);
  else apply(page, pk);
  if (trouble || page.rows[0]) bringBack(pk, null, true);
  if (page?.getElementById("detail")?.dataset.pk === pk) fetched.set(pk, Promise.resolve({ page }));
}

// Whatever leaves the reply where it is: a note, undoing, a selection.
async function act(form, address, body) {
  const pk = form.closest("#detail")?.dataset.pk;
  const last = chosen().at(-1)?.value.split(":")[0];
  form.ariaBusy = "true";
  const { status, trouble, page } = await post(address, body);
  form.ariaBusy = null;
  if (trouble) return sayTrouble(trouble);
  if (pk && status === 200) dropWords(pk, address);
  apply(page, status === 200 ? undefined : "refused");
  const back = address.includes("/undo/") ? page.rows[0] : pk && status === 200 && rowOf(pk);
  if (back) openOrWait(back);
  else if (pk && status === 200) open(pk, location.href);
  else if (!pk) refresh(last);
}

function apply(page, failed) {
  swap("views", page);
  swap("of-all", page);
  page.rows = [...page.querySelectorAll("[id^=row-]")];
  for (const row of page.rows) {
    fetched.delete(pkOf(row));
    bringBack(pkOf(row), row);
    if (pkOf(row) === shown) mark(row);
  }
  const section = page.getElementById("detail");
  if (section && section.dataset.pk === shown && !detail().inert) show(section);
  if (failed || !isBusy()) say(page, failed); // or else the answers to come have more to say
}

// Showing

async function open(pk, href, way) {
  keepWordsShown();
  [shown, detail().inert] = [pk, true];
  mark(rowOf(pk));
  const { page, trouble } = await fetchDetail(pk, href);
  if (shown !== pk) return; // moved on meanwhile
  fetched.delete(pk);
  const section = page?.getElementById("detail");
  if (!section) return sayTrouble(trouble ?? "failed");
  if (way && href !== location.href) history[way](null, "", href);
  show(section);
  forget(pk);
  lookAhead();
}

// What is still to be seen is no longer what a press would mean.
function openOrWait(row) {
  if (row) return open(pkOf(row), linkOf(row).href, "replaceState");
  [shown, detail().inert] = [undefined, true];
}

function show(section) {
  detail().replaceWith(section);
  putWordsBack(section);
  scrollTo({ top: 0, behavior: "instant" });
  const heading = section.querySelector("h1, h2");
  if (!heading) return;
  const { title } = document.getElementById("content").dataset;
  document.title = section.dataset.pk ? `${heading.textContent} · ${title}` : title;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function fetchDetail(pk, href) {
  if (!fetched.has(pk)) {
    const address = new URL(href);
    address.searchParams.set("part", "1");
    fetched.set(pk, get(address));
    fetched.get(pk).then((answer) => answer.trouble && fetched.delete(pk));
  }
  return fetched.get(pk);
}

function lookAhead() {
  const rows = allRows();
  const at = rows.findIndex((row) => pkOf(row) === shown);
  for (const row of rows.slice(at + 1, at + 1 + AHEAD)) fetchDetail(pkOf(row), linkOf(row).href);
  if (rows.length - at <= FEW) fetchNextPage();
}

// The list

async function fetchNextPage() {
  const link = document.querySelector("a[rel=next]");
  if (!link || link.ariaBusy) return;
  link.ariaBusy = "true";
  const { page } = await get(link.href);
  link.ariaBusy = null;
  if (!page || !link.isConnected) return;
  addRows(page);
  const further = page.querySelector("a[rel=next]");
  if (further) link.replaceWith(further);
  else link.remove();
  if (!shown) openOrWait(allRows()[0]);
}

function openOrRefresh() {
  if (allRows().length) openOrWait(allRows()[0]);
  else if (!isBusy()) refresh();
}

// The list as the server has it now, once nothing is on its way.
async function refresh(last = shown) {
  const started = presses;
  await idle();
  const address = new URL(location);
  address.pathname = address.pathname.replace(/\d+\/$/, "");
  address.searchParams.delete("after");
  const { page, trouble } = await get(address);
  if (presses !== started || isBusy()) return;
  if (!page) return sayTrouble(trouble);
  for (const { value } of chosen()) {
    page.querySelector(`#list [value="${value}"]`)?.toggleAttribute("checked", true);
  }
  swap("views", page);
  document.querySelector(".list").replaceWith(page.querySelector(".list"));
  addRows(document);
  const row = shown && rowOf(shown);
  if (row && !detail().inert) mark(row);
  else if (allRows().length) openOrWait(after(last) ?? allRows()[0]);
  else {
    shown = undefined;
    history.replaceState(null, "", address);
    show(page.getElementById("detail"));
  }
}

function swap(id, page) {
  const fresh = page.getElementById(id);
  if (fresh) document.getElementById(id)?.replaceWith(fresh);
}

function keepWordsShown() {
  if (detail().dataset.pk) keepWords(detail());
}

function detail() {
  return document.getElementById("detail");
}
