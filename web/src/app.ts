// Everything that a page may have: the map with its time slider, keys, copying, uploads. Pages without scripts lack only comfort.

import { copying } from "./copy";
import { isTyping, keys } from "./keys";
import { rows } from "./rows";
import { type Situation, situation } from "./situation";
import { sliderKey } from "./timeline";
import { uploads } from "./upload";
import { word } from "./words";

let map: Situation | null = null;

const SLIDER: Array<[string, string]> = [
  ["← →", "key_day"],
  ["Shift ← →", "key_week"],
  ["Shift ↑ ↓", "key_month"],
  ["Home End", "key_ends"],
];

function start(): void {
  document.documentElement.classList.add("scripted");
  keys(() => [...(map ? SLIDER.map(([key, what]): [string, string] => [key, word(what)]) : []), ...(document.querySelector("[data-rows]") ? [["j", word("key_next")], ["k", word("key_before")], ...(map ? [["Enter", word("key_card")]] : [])] as Array<[string, string]> : [])]);
  rows((row) => map?.open(row.dataset["p"] ?? "") ?? false);
  copying();
  menu();
  uploads();
  const box = document.querySelector<HTMLElement>("#map");
  if (box) situation(box).then((made) => (map = made), (fault: unknown) => (box.dataset["fault"] = String(fault)));
  document.addEventListener("keydown", (event) => {
    if (!map || event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const target = event.target as Element;
    if (!target.closest(".live, table, .card, [role=listbox], input[type=radio]") && (target === document.body || target.closest(".timeline, #map"))) sliderKey(event, map.line);
  });
}

/** On a phone the menu is one line that scrolls: it begins at the page that one is on. */
function menu(): void {
  const here = document.querySelector<HTMLElement>(".menu [aria-current]");
  const line = here?.closest<HTMLElement>(".menu");
  if (!here || !line) return;
  const [own, whole] = [here.getBoundingClientRect(), line.getBoundingClientRect()];
  line.scrollLeft += own.left + own.width / 2 - whole.left - whole.width / 2;
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
