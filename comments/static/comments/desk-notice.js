// What the desk says. Its element stays, or it would not be heard; only what it holds changes.
const notice = document.getElementById("notice");
if (notice) notice.ariaAtomic = "false";

// Whatever was said is over with the next press; what failed stays until somebody looks at it.
export function hush() {
  for (const part of notice.querySelectorAll(":scope > :not([data-failed])")) part.remove();
  delete notice.dataset.poll;
}

export function forget(failed) {
  for (const part of notice.querySelectorAll(`[data-failed="${failed}"]`)) part.remove();
}

export function say(page, failed) {
  const fresh = page.getElementById("notice");
  if (!fresh) return;
  hush();
  forget(failed);
  if (!failed) notice.className = fresh.className;
  if (fresh.dataset.poll) notice.dataset.poll = fresh.dataset.poll;
  put([...fresh.children], failed);
}

// Where no answer came: the sentences stand ready in the page.
export function sayTrouble(trouble) {
  hush();
  forget(trouble);
  put(document.getElementById(`desk-${trouble}`).content.cloneNode(true).children, trouble);
}

function put(parts, failed) {
  for (const part of [...parts]) {
    if (failed) part.dataset.failed = failed;
    notice.append(part);
  }
}
