// --- keys, and what the address asks for ---

const KEYS = {
  n: () => walk("uncertain", 1),
  p: () => walk("uncertain", -1),
  j: () => walk("all", 1),
  k: () => walk("all", -1),
  c: () => copy(".citation", "Citation"),
  d: () => copy("pre", "Decision"),
  "/": () => field.focus(),
};
const PLACES = { KeyN: "n", KeyP: "p", KeyJ: "j", KeyK: "k", KeyC: "c", KeyD: "d", Slash: "/" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (!shown.hidden) hideNote();
    else if (document.activeElement === field) field.blur();
    else if (!panel.hidden) close();
    return;
  }
  if (event.target.matches("input:not([type=checkbox]), textarea") || !byId("page:keys").checked) return;
  const does = KEYS[event.key] ?? KEYS[PLACES[event.code]]; // by its place too, for a Cyrillic keyboard
  if (!does) return;
  event.preventDefault();
  does();
});

function follow() {
  const asks = asked();
  if (asks) return answer(asks);
  const id = decodeURIComponent(location.hash.slice(1));
  const there = id && byId(id);
  if (id && !there) openPartOf(id);
  else if (there && strings.includes(there)) choose(stringOf(there));
}

function answer(asks) {
  history.replaceState(null, "", location.href.split("#")[0]);
  const step = Number(asks.step);
  if (asks.only) showOnly(asks.only);
  if (Object.hasOwn(SOUGHT, asks.walk ?? "")) return walk(asks.walk, step, asks.since);
  field.value = asks.search ?? "";
  search();
  field.focus({ preventScroll: true });
  go(step, asks.since);
}
addEventListener("hashchange", follow);
follow();
