// What stands around the map, turned to the day shown. A server is asked for the page of that day, whose parts take the place
// of those here; in a published folder the table is rewritten from the map's own data.

import { type History, inFolder, type Place, type Rules } from "./data";
import { type Day, iso, readDay } from "./days";
import type { Followers } from "./follow";
import { twin } from "./twin";

const PART = "[data-turns]";

export function turnPage(history: History, rules: Rules, choose: (place: Place) => void, links: Followers | null): (day: Day) => void {
  const table = twin(history, rules, choose);
  let shown = readDay(document.querySelector<HTMLElement>("#map")?.dataset["on"]);
  let asked = 0;
  return (day) => {
    if (day === shown) return;
    shown = day;
    heading(day);
    links?.settle(day);
    if (inFolder()) return table(day);
    const turn = (asked += 1);
    void fetched(day).then((page) => {
      if (turn !== asked) return;
      if (page) replace(page, (part) => links?.gather(part, day));
      else table(day);
    });
  };
}

/** Days in headings, at once. */
function heading(day: Day): void {
  for (const element of document.querySelectorAll<HTMLElement>("h1[data-day]")) element.textContent = (element.textContent ?? "").replace(/\d{4}-\d\d-\d\d/, iso(day));
}

async function fetched(day: Day): Promise<Document | null> {
  const params = new URLSearchParams(location.search);
  params.set("on", iso(day));
  params.delete("start");
  try {
    const answer = await fetch(`${location.pathname}?${params.toString()}`, { headers: { Accept: "text/html" } });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

function replace(page: Document, replaced: (part: HTMLElement) => void): void {
  for (const part of document.querySelectorAll<HTMLElement>(PART)) {
    const fresh = page.querySelector(`[data-turns="${CSS.escape(part.dataset["turns"] ?? "")}"]`);
    if (!fresh) continue;
    part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
    replaced(part);
  }
}
