// What changed hands between two days: gains and losses of every side together, then place by place.

import { type Change, changesBetween, type History, type Place, type Span } from "./data";
import { type Day, written } from "./days";
import { make, named, sign } from "./dom";
import { word } from "./words";

const MOST_ROWS = 200;

export interface Panel {
  element: HTMLElement;
  /** Show the changes between two days and return the places that changed; null hides the panel. */
  show(days: [Day, Day] | null): ReadonlySet<string>;
}

export function changesPanel(history: History, choose: (place: Place) => void): Panel {
  const element = make("section", { class: "between", "aria-label": word("between_aria"), hidden: "" });
  let shown = "";
  let found: ReadonlySet<string> = new Set();
  return {
    element,
    show(days) {
      element.hidden = days === null;
      if (!days) return new Set();
      const [first, last] = days[0] <= days[1] ? days : [days[1], days[0]];
      if (shown === `${first} ${last}`) return found; // as it is: a rewritten list would lose the keyboard's place in it
      shown = `${first} ${last}`;
      const changes = changesBetween(history, first, last);
      element.replaceChildren(
        make("h2", {}, word("between", { first: written(first), last: written(last) }), make("b", {}, word("places", { n: changes.length })), word("changed")),
        balance(history, changes), rows(changes, choose));
      found = new Set(changes.map(({ place }) => place.id));
      return found;
    },
  };
}

function balance(history: History, changes: Change[]): HTMLElement {
  const [gains, losses] = [new Map<string, number>(), new Map<string, number>()];
  const count = (sums: Map<string, number>, span: Span | null): void => {
    if (span?.status === "held" && span.sides[0]) sums.set(span.sides[0], (sums.get(span.sides[0]) ?? 0) + 1);
  };
  for (const { before, after } of changes) {
    count(losses, before);
    count(gains, after);
  }
  const items = history.sides.filter(({ id }) => gains.has(id) || losses.has(id)).map(({ id, name }) =>
    make("li", {}, named(name), make("span", { class: "gain" }, gains.has(id) ? ` +${gains.get(id)}` : " 0"), make("span", { class: "loss" }, losses.has(id) ? ` −${losses.get(id)}` : " 0")));
  return make("ul", { class: "balance", "aria-label": word("balance") }, ...items);
}

function rows(changes: Change[], choose: (place: Place) => void): HTMLElement {
  const sorted = [...changes].sort((a, b) => b.place.claims - a.place.claims || (a.place.name < b.place.name ? -1 : 1));
  const list = make("ul", { class: "moves" });
  for (const { place, before, after } of sorted.slice(0, MOST_ROWS)) {
    const link = make("button", { type: "button", class: "link" }, named(place.name));
    link.addEventListener("click", () => choose(place));
    list.append(make("li", {}, link, " ", ...who(before), make("span", { "aria-label": word("then") }, " → "), ...who(after)));
  }
  if (sorted.length > MOST_ROWS) list.append(make("li", {}, word("moves_more", { n: sorted.length - MOST_ROWS })));
  return list;
}

function who(span: Span | null): Array<Node | string> {
  if (!span) return [word("nothing")];
  if (span.status === "unknown") return [sign(span.look), word("not_known")];
  return [sign(span.look), named(span.who)];
}
