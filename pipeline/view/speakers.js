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
for (const button of speakers) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    showOnly(on ? button.dataset.speaker : "");
  });
}
