// What the server can't do for a page that is the same bytes for everybody.
const form = document.getElementById("reply");
if (form) {
  fillInSavedName();
  tickWhenAnswering();
}

// The name that the reader asked this browser to remember.
function fillInSavedName() {
  const saved = savedName();
  if (!saved) return;
  for (const name of ["name", "email", "url"]) {
    const field = form.elements[name];
    if (field && !field.value && typeof saved[name] === "string") field.value = saved[name];
  }
  if (form.elements.save_my_name) form.elements.save_my_name.checked = true;
}

function savedName() {
  try {
    const pair = document.cookie.split("; ").find((cookie) => cookie.startsWith("reader="));
    const value = JSON.parse(decodeURIComponent(pair.slice("reader=".length)));
    return value && typeof value === "object" ? value : null;
  } catch {
    return null; // no cookie, or not one of ours
  }
}

// "Answer in a reply" leads to the form's own page; here the form is on this one.
function tickWhenAnswering() {
  const link = document.querySelector(".ask a.btn");
  const box = form.elements.is_answer;
  if (!link || !box) return;
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    box.checked = true;
    form.scrollIntoView();
    form.elements.body.focus({ preventScroll: true });
  });
}
