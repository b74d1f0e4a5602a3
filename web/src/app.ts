// Everything that a page may have: the map with its time slider, keys, copying, uploads. Pages without scripts lack only comfort.

import { copying } from "./copy";
import { isTyping, keys } from "./keys";
import { rows } from "./rows";
import { type Situation, situation } from "./situation";
import { sliderKey } from "./timeline";
import { uploads } from "./upload";

let map: Situation | null = null;

const SLIDER: Array<[string, string]> = [
  ["← →", "a day back or on"],
  ["Shift ← →", "a week back or on"],
  ["Shift ↑ ↓", "a month on or back; also Page Up, Page Down"],
  ["Home End", "first or last day, on the slider"],
];

function start(): void {
  document.documentElement.classList.add("scripted");
  keys(() => [...(map ? SLIDER : []), ...(document.querySelector("[data-rows]") ? [["j", "next row"], ["k", "row before"]] as Array<[string, string]> : [])]);
  rows();
  copying();
  uploads();
  const box = document.querySelector<HTMLElement>("#map");
  if (box) situation(box).then((made) => (map = made), (fault: unknown) => (box.dataset["fault"] = String(fault)));
  document.addEventListener("keydown", (event) => {
    if (!map || event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const target = event.target as Element;
    if (!target.closest(".live, table, .card, [role=listbox], input[type=radio]") && (target === document.body || target.closest(".timeline, #map"))) sliderKey(event, map.line);
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
