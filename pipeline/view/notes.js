// --- notes, shown where they are referred to ---

const shown = byId("page:note");
let waiting = 0;
let showing = null; // the mark whose note is shown

// The note itself, or its words where it stands in another part.
function noteOf(mark) {
  return byId(mark.getAttribute("href").startsWith("#") ? target(mark) : `copy:${target(mark)}`);
}

function showNote(mark) {
  clearTimeout(waiting);
  const note = noteOf(mark);
  if (!note) return;
  const copied = note.cloneNode(true);
  for (const one of all(".return, .doubt, .who", copied)) one.remove();
  for (const one of all("[id]", copied)) one.removeAttribute("id");
  shown.replaceChildren(...copied.childNodes);
  shown.lang = article.lang;
  shown.hidden = false;
  showing = mark;
  const at = mark.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - shown.offsetWidth - 12);
  shown.style.left = `${Math.max(12, left) + scrollX}px`;
  const below = at.bottom + 8 + shown.offsetHeight < innerHeight;
  shown.style.top = `${(below ? at.bottom + 8 : at.top - shown.offsetHeight - 8) + scrollY}px`;
}
function hideNote() {
  clearTimeout(waiting);
  shown.hidden = true;
  showing = null;
}
function hideSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(hideNote, 200);
}
for (const mark of all(".note_ref[href]")) {
  const note = noteOf(mark);
  if (note) mark.setAttribute("aria-describedby", note.id);
  mark.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && showNote(mark));
  mark.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hideSoon());
  mark.addEventListener("focus", () => mark.matches(":focus-visible") && showNote(mark));
  mark.addEventListener("blur", hideSoon);
  mark.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return hideNote();
    event.preventDefault();
    return showing === mark ? hideNote() : showNote(mark);
  });
}
shown.addEventListener("pointerenter", () => clearTimeout(waiting));
shown.addEventListener("pointerleave", hideSoon);
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".note_ref, .shown-note")) hideNote();
});
