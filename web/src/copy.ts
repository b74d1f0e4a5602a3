// Copying: what bears data-cite gets a button that copies its words, and every page can copy its own address.

import { make } from "./dom";
import { word } from "./words";

const GONE_MS = 2400;

export function copying(): void {
  for (const cited of document.querySelectorAll<HTMLElement>("[data-cite]")) {
    const words = (cited.textContent ?? "").trim();
    cited.after(make("p", { class: "actions" }, button(word("copy_citation"), "y", () => words), button(word("copy_address"), "v", () => location.href)));
  }
}

function button(name: string, key: string, words: () => string): HTMLButtonElement {
  const made = make("button", { type: "button", "data-key": key }, name, " ", make("kbd", {}, key));
  made.addEventListener("click", () => void copy(words()).then((done) => tell(done ? word("copied") : word("not_copied"))));
  return made;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
}

/** The old way, for pages from a folder, which have no clipboard of their own. */
function byHand(text: string): boolean {
  const field = make("textarea", { class: "unseen", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
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
  setTimeout(() => now.classList.add("gone"), GONE_MS);
}
