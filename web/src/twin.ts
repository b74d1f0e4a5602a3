// The table twin of the map, turned to another day in a published folder: the same places, for who cannot or will not use a map.

import { pageOf } from "./card";
import { chanceOn, type History, isStale, type Place, type Rules, type Span, spanOn } from "./data";
import { type Day, iso } from "./days";
import { make, named, sign } from "./dom";
import { word } from "./words";

const MOST_ROWS = 500;

/** Return what rewrites the body of table[data-twin] for a day, column by column as its heads name them in data-column. */
export function twin(history: History, rules: Rules, choose: (place: Place) => void): (day: Day) => void {
  const places = [...history.places].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  return (day) => {
    const table = document.querySelector<HTMLTableElement>("table[data-twin]");
    const columns = [...(table?.tHead?.querySelectorAll<HTMLElement>("th[data-column]") ?? [])].map((head) => head.dataset["column"] ?? "");
    if (!table?.tBodies[0] || columns.length === 0) return;
    const known = places.flatMap((place): Array<[Place, Span]> => {
      const span = spanOn(place, day);
      return span ? [[place, span]] : [];
    });
    const rows = known.slice(0, MOST_ROWS).map(([place, span]) => row(columns, place, cells(place, span, day, isStale(span, day, rules), choose)));
    if (known.length > MOST_ROWS) rows.push(make("tr", {}, make("td", { colspan: String(columns.length) }, word("rows_more", { n: known.length - MOST_ROWS }))));
    table.tBodies[0].replaceChildren(...rows);
    for (const pager of table.closest("section")?.querySelectorAll<HTMLElement>(".pager") ?? []) pager.hidden = true;
  };
}

type Cells = Record<string, Array<Node | string>>;

function row(columns: string[], place: Place, found: Cells): HTMLTableRowElement {
  return make("tr", { "data-p": place.id }, ...columns.map((column, i) => make(i ? "td" : "th", i ? {} : { scope: "row" }, ...(found[column] ?? [""]))));
}

function cells(place: Place, span: Span, day: Day, stale: boolean, choose: (place: Place) => void): Cells {
  const show = make("button", { type: "button", class: "link", "aria-label": word("show_place", { place: place.name }) }, "◎");
  show.addEventListener("click", () => choose(place));
  const sure = span.status === "unknown" ? "" : word(span.status !== "held" ? "sure" : span.look.startsWith("look-filled") ? "sure_assessed" : "sure_reported", { sure: Math.round(chanceOn(span, day) * 100) });
  return {
    place: [make("a", { href: pageOf(place) }, named(place.name)), " ", show],
    country: [place.country],
    holder: [sign(span.look), " ", span.who ? named(span.who) : word("not_known")],
    sure: [sure],
    confirmed: [span.confirmed === null ? word("never") : time(span.confirmed), ...(stale ? [" ", make("span", { class: "stale" }, word("not_of_late"))] : [])],
    claims: [String(span.claims)],
  };
}

const time = (day: Day): HTMLElement => make("time", { datetime: iso(day) }, iso(day));
