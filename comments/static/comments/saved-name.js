// Fills in the name that the reader asked this browser to remember. Pages are the same bytes for
// everybody, so the server can't.
const saved = read();
const form = document.getElementById("reply");
if (form && saved) {
  for (const name of ["name", "email", "url"]) {
    const field = form.elements[name];
    if (field && !field.value && typeof saved[name] === "string") field.value = saved[name];
  }
  if (form.elements.save_my_name) form.elements.save_my_name.checked = true;
}

function read() {
  try {
    const pair = document.cookie.split("; ").find((cookie) => cookie.startsWith("reader="));
    const value = JSON.parse(decodeURIComponent(pair.slice("reader=".length)));
    return value && typeof value === "object" ? value : null;
  } catch {
    return null; // no cookie, or not one of ours
  }
}
