// The page is whole without its scripts. They open what is said of a string beside the text, show notes where they are
// referred to, search, and walk by key, on to the next part too. Ids of the page itself have a colon, which no id of
// the TEI can have.

const byId = (id) => document.getElementById(id);
const article = document.querySelector("article");
const all = (selector, within = article) => [...within.querySelectorAll(selector)];
const known = JSON.parse(byId("page:known").textContent);
const narrow = matchMedia("(max-width: 62rem)");

function byName(elements, namesOf) {
  const found = new Map();
  for (const one of elements) {
    for (const name of namesOf(one)) {
      if (found.has(name)) found.get(name).push(one);
      else found.set(name, [one]);
    }
  }
  return (name) => found.get(name) ?? [];
}

function made(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

const target = (link) => decodeURIComponent(link.hash.slice(1));
const stringOf = (part) => part.dataset.string ?? part.id;
const speakersOf = (part) => part.dataset.who?.split(" ") ?? [];
const strings = all(".s[data-why]");
const partsOf = byName(strings, (one) => [stringOf(one)]);
const labelsOf = byName(all("a.who"), (one) => [stringOf(one.nextElementSibling)]);
const cuesOf = byName(all("[data-of]"), (one) => one.dataset.of.split(" "));
const marksOf = byName(all(".note_ref[href]"), (one) => [target(one)]);

document.documentElement.classList.add("js");
for (const id of ["page:search", "page:next", "page:help"]) byId(id).hidden = false;
if (narrow.matches) all(".side details", document).forEach((one) => (one.open = false));
