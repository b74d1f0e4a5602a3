// The table twin of the map, turned to the day shown: the same places, for who cannot or will not use a map.

import { type History, isStale, type Place, type Rules, spanOn } from "./data";
import { type Day, iso, readDay } from "./days";
import { make, named, sign } from "./dom";
import { pageOf } from "./card";

/** Rewrite the body of table[data-twin], column by column as its heads name them in data-column; returns how to show a day. */
export function twin(history: History, rules: Rules, choose: (place: Place) => void): (day: Day) => void {
  const table = document.querySelector<HTMLTableElement>("table[data-twin]");
  const body = table?.tBodies[0];
  const columns = [...(table?.tHead?.querySelectorAll<HTMLElement>("th[data-column]") ?? [])].map((head) => head.dataset["column"] ?? "");
  if (!table || !body || columns.length === 0) return () => undefined;
  const places = [...history.places].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  let served = body.rows.length > 0 ? (readDay(document.querySelector<HTMLElement>("#map")?.dataset["on"]) ?? null) : null;
  return (day) => {
    if (day === served) return; // the server's own rows stay until another day is looked at
    served = null;
    const rows = places.flatMap((place) => row(place, day) ?? []);
    body.replaceChildren(...rows);
    for (const caption of document.querySelectorAll("[data-twin-day]")) caption.textContent = iso(day);
  };

  function row(place: Place, day: Day): HTMLTableRowElement | null {
    const span = spanOn(place, day);
    if (!span) return null;
    const stale = isStale(span, day, rules);
    const show = make("button", { type: "button", class: "link", "aria-label": `Show ${place.name} beside the map` }, "◎");
    show.addEventListener("click", () => choose(place));
    const cells: Record<string, Array<Node | string>> = {
      place: [make("a", { href: pageOf(place) }, named(place.name)), " ", show],
      country: [place.country],
      holder: [sign(span.look), " ", span.who ? named(span.who) : "not known"],
      status: [span.status],
      probability: [`${Math.round(span.probability * 100)}%`],
      since: [span.from > -1e6 ? time(span.from) : "not known"],
      confirmed: [span.confirmed === null ? "never" : time(span.confirmed), stale ? " (stale)" : ""],
      claims: [String(span.claims)],
    };
    const made = columns.map((column, i) => make(i ? "td" : "th", i ? {} : { scope: "row" }, ...(cells[column] ?? [""])));
    return make("tr", { "data-id": place.id, ...(stale ? { class: "stale" } : {}) }, ...made);
  }
}

const time = (day: Day): HTMLElement => make("time", { datetime: iso(day) }, iso(day));
