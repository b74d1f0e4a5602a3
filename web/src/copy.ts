// Copying: a button with data-copy puts a citation or the page's own address on the clipboard.

import { make } from "./dom";

export function copying(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLElement>("[data-copy]");
    if (button) void copy(button.dataset["copy"] || location.href).then((done) => tell(done ? "Copied" : "The browser did not let this page copy"));
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function tell(words: string): void {
  let box = document.querySelector<HTMLElement>("#told");
  if (!box) {
    box = make("p", { id: "told", role: "status" });
    document.body.append(box);
  }
  box.textContent = words;
  box.classList.remove("gone");
  const now = box;
  setTimeout(() => now.classList.add("gone"), 2400);
}
