// --- from one to the next, and on to the next part ---

const SOUGHT = { uncertain: ".low", all: "*" };

// `sought` are the uncertain ones or all; `step` is 1 or -1; `since` is the part where the walk left, if it has.
function walk(sought, step, since) {
  const only = article.dataset.only ?? "";
  const those = strings.filter((one) => one.matches(SOUGHT[sought]) && (!only || speakersOf(one).includes(only)));
  const ids = [...new Set(those.map(stringOf))];
  const to = ids.includes(chosen) ? ids.indexOf(chosen) + step : beside(ids, step);
  const asks = { walk: sought, only, ...(since && { since }) };
  const has = (part) => Number(sought === "uncertain" ? part.dataset.uncertain : part.dataset.strings) > 0;
  if (!ids[to] && goOn(step, asks, has)) return;
  const id = ids[(to + ids.length) % ids.length];
  if (!id) return;
  choose(id);
  labelsOf(id)[0]?.focus({ preventScroll: true });
}

function beside(ids, step) {
  const from = partsOf(chosen)[0];
  if (!from) return step > 0 ? 0 : ids.length - 1;
  const after = ids.findIndex((id) => from.compareDocumentPosition(partsOf(id)[0]) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after < 0 ? ids.length : after;
  return step > 0 ? next : next - 1;
}
byId("page:next").addEventListener("click", () => walk("uncertain", 1));
