// Words typed beside a comment. They stay in this tab until the server has them.
const FIELDS = "form[method=post] :is(textarea, input:not([type]))";

export function keepWords(section) {
  const typed = fieldsOf(section).filter((field) => field.value.trim());
  store(section.dataset.pk, typed.map((field) => [placeOf(field), field.value]));
}

export function putWordsBack(section) {
  const fields = fieldsOf(section);
  const homeless = [];
  for (const [place, words] of recall(section.dataset.pk)) {
    const field = fields.find((each) => placeOf(each) === place);
    if (!field) homeless.push(words);
    else if (!field.value.trim()) field.value = words;
    field?.closest("details")?.toggleAttribute("open", true);
  }
  if (homeless.length) showKept(section, homeless.join("\n\n"));
}

// What that form has brought to the server.
export function dropWords(pk, address) {
  const path = pathOf(address);
  store(pk, recall(pk).filter(([place]) => !place.startsWith(`${path} `)));
}

function fieldsOf(section) {
  return [...section.querySelectorAll(FIELDS)];
}

function placeOf(field) {
  return `${pathOf(field.form.getAttribute("action"))} ${field.name}`;
}

function pathOf(address) {
  return new URL(address, location).pathname;
}

// What they were typed for is no longer there to be done.
function showKept(section, words) {
  const kept = document.getElementById("desk-kept").content.cloneNode(true);
  kept.querySelector("textarea").value = words;
  section.querySelector("h1, h2").after(kept);
}

function store(pk, words) {
  try {
    if (words.length) sessionStorage.setItem(`words-${pk}`, JSON.stringify(words));
    else sessionStorage.removeItem(`words-${pk}`);
  } catch {} // storage is off, or full
}

function recall(pk) {
  try {
    return JSON.parse(sessionStorage.getItem(`words-${pk}`)) ?? [];
  } catch {
    return [];
  }
}
