// The legend of the live page: every side with its sign and how many places it holds on the day shown.

import { type History, isStale, type Rules, spanOn } from "./data";
import type { Day } from "./days";
import { make, named, sign } from "./dom";
import { slug } from "./data";
import { word } from "./words";

export interface Legend {
  element: HTMLElement;
  show(day: Day): void;
}

export function legend(history: History, rules: Rules): Legend {
  const counts = new Map<string, HTMLElement>();
  const list = make("ul", { class: "sides" });
  for (const side of history.sides) {
    const count = make("span", { class: "count" });
    counts.set(side.id, count);
    list.append(make("li", {}, sign(`look-filled-${slug(side.id)}`), named(side.name), count));
  }
  const [contested, unknown, stale] = [make("span", { class: "count" }), make("span", { class: "count" }), make("span", { class: "count" })];
  const first = history.sides[0];
  const kinds = make("ul", { class: "kinds" },
    make("li", {}, first ? sign(`look-filled-${slug(first.id)}`) : null, word("assessed")),
    make("li", {}, first ? sign(`look-ring-${slug(first.id)}`) : null, word("reported_only")),
    make("li", {}, sign("look-hatched"), word("contested"), contested), make("li", {}, sign("look-unknown"), word("not_known"), unknown),
    make("li", { class: "faded" }, first ? sign(`look-filled-${slug(first.id)}`) : null, word("faded", { n: rules.staleDays }), stale));
  return {
    element: make("div", { class: "legend" }, list, kinds),
    show(day) {
      const found = new Map<string, number>();
      let [fights, open, old] = [0, 0, 0];
      for (const place of history.places) {
        const span = spanOn(place, day);
        if (!span) continue;
        if (span.status === "held" && span.sides[0]) found.set(span.sides[0], (found.get(span.sides[0]) ?? 0) + 1);
        fights += Number(span.status === "contested");
        open += Number(span.status === "unknown");
        old += Number(isStale(span, day, rules));
      }
      for (const [id, count] of counts) {
        const now = found.get(id) ?? 0;
        count.textContent = String(now);
        count.parentElement?.classList.toggle("none", now === 0);
      }
      contested.textContent = String(fights);
      unknown.textContent = String(open);
      stale.textContent = String(old);
    },
  };
}
