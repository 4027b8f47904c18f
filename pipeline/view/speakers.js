// --- one speaker ---

const speakers = all("[data-speaker]", document);

// Show only what somebody says; of everybody again where that is nobody.
function showOnly(speaker) {
  article.dataset.only = speaker;
  for (const one of speakers) one.setAttribute("aria-pressed", String(one.dataset.speaker === speaker));
  for (const one of strings) {
    const aside = Boolean(speaker) && !speakersOf(one).includes(speaker);
    one.classList.toggle("aside", aside);
    for (const label of labelsOf(stringOf(one))) label.classList.toggle("aside", aside);
  }
}

const isSeen = (one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

// Where nothing that a speaker says is in sight, go to the first of it, on this page or on the next that has any.
function goTo(speaker) {
  const said = strings.filter((one) => speakersOf(one).includes(speaker));
  if (!said.length) goOn(1, { walk: "all", only: speaker });
  else if (!said.some(isSeen)) said[0].scrollIntoView({ block: "center" });
}
for (const button of speakers) {
  button.disabled = false;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    showOnly(on ? button.dataset.speaker : "");
    if (on) goTo(button.dataset.speaker);
  });
}
