// Single keys for everything that has a button: whatever bears data-key is pressed by it. "?" lists what the page offers.

import { make } from "./dom";
import { word } from "./words";

const OFF = "whoholds-keys-off";
const NAMES: Record<string, string> = { " ": "Space" };
const TOGETHER_MS = 1200;

type Extra = Array<[string, string]>;

export function keys(extra: () => Extra): void {
  let held = "";
  let when = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = isTyping(event.target);
    const key = NAMES[event.key] ?? event.key;
    if (key === "Escape") {
      if (typing) (event.target as HTMLElement).blur();
      else press("Escape");
      return;
    }
    if (typing || document.querySelector("dialog[open]") || (key.length === 1 && isOff())) return;
    if (key === "Space" && event.target instanceof Element && event.target.closest("button, a, summary, [role=button]")) return;
    if (key === "?") {
      event.preventDefault();
      help(extra());
      return;
    }
    const now = performance.now();
    const both = held && now - when < TOGETHER_MS ? `${held} ${key}` : "";
    held = "";
    if ((both && press(both)) || press(key)) event.preventDefault();
    else if (bound().some((element) => element.dataset["key"]?.startsWith(`${key} `))) [held, when] = [key, now];
  });
  for (const opener of document.querySelectorAll<HTMLElement>("[data-help]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => help(extra()));
  }
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["range", "checkbox", "radio", "button", "submit", "reset"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

const bound = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-key]")];

function press(key: string): boolean {
  const found = bound().find((element) => element.dataset["key"] === key && isSeen(element));
  if (!found) return false;
  if (found instanceof HTMLInputElement && !isTyping(found)) {
    found.focus();
    if (found.type !== "range") found.click();
  } else if (isTyping(found)) {
    found.focus();
    if (found instanceof HTMLInputElement) found.select();
  } else found.click();
  return true;
}

const isSeen = (element: HTMLElement): boolean => element.checkVisibility() && !element.matches(":disabled");

function isOff(): boolean {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function help(extra: Extra): void {
  document.querySelector("dialog.keys")?.remove();
  const rows = new Map<string, string>();
  for (const element of bound()) if (isSeen(element) && !rows.has(element.dataset["key"]!)) rows.set(element.dataset["key"]!, nameOf(element));
  for (const [key, what] of extra) if (!rows.has(key)) rows.set(key, what);
  rows.set("?", word("this_list"));
  const list = make("dl", {}, ...[...rows].map(([key, what]) => make("div", {}, make("dt", {}, ...caps(key)), make("dd", {}, what))));
  const off = make("input", { type: "checkbox" });
  off.checked = !isOff();
  off.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, off.checked ? "0" : "1");
    } catch {
      off.checked = true; // nothing can be kept here: keys stay on
    }
  });
  const shut = make("button", { type: "button" }, word("close"));
  const dialog = make("dialog", { class: "keys", "aria-label": word("keys") }, make("h2", {}, word("keys")), list, make("label", {}, off, ` ${word("keys_on")}`), shut);
  shut.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function nameOf(element: HTMLElement): string {
  const own = element.getAttribute("aria-label") ?? element.dataset["says"] ?? (element instanceof HTMLInputElement ? element.placeholder : wordsOf(element));
  return (own ?? "").trim().replace(/\s+/g, " ");
}

function wordsOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const cap of copy.querySelectorAll("kbd")) cap.remove();
  return copy.textContent ?? "";
}

function caps(key: string): Array<Node | string> {
  return key.split(" ").flatMap((one, i) => (i ? [word("keys_then"), make("kbd", {}, one)] : [make("kbd", {}, one)]));
}
