// The card of a place: what the server says of it, beside the map. Its sentences lead to the pages of their claims.

import { inFolder, type Place, type Rules, saidOf, spanOn } from "./data";
import { type Day, iso, written } from "./days";
import { make, named } from "./dom";
import { cardOn } from "./cards";
import { word } from "./words";

export interface Card {
  element: HTMLElement;
  /** Open it; with `told`, the keyboard goes to the first sentence told. */
  open(place: Place, day: Day, told?: boolean): void;
  /** Tell another day of the place whose card is open. */
  turn(day: Day): void;
  close(): void;
}

declare global {
  // eslint-disable-next-line no-var
  var htmx: { process(element: Element): void } | undefined;
}

export function card(rules: Rules, closed: () => void): Card {
  const body = make("div", { class: "body", "aria-live": "polite" });
  const shut = make("button", { type: "button", class: "icon shut", "aria-label": word("close"), title: `${word("close")} (Esc)`, "data-key": "Escape" }, "×");
  const element = make("aside", { id: "card", class: "beside", "aria-label": word("chosen"), hidden: "", tabindex: "-1" }, shut, body);
  let asked = 0;
  let before: Element | null = null;
  let byKey = false;
  let shown: { place: Place; day: Day } | null = null;

  async function open(place: Place, day: Day, told = false): Promise<void> {
    if (element.hidden) [before, byKey] = [document.activeElement, told];
    element.hidden = false;
    if (!(await write(place, day))) return;
    element.scrollTop = 0;
    const first = told ? body.querySelector<HTMLElement>(".quote a") : null;
    if (first) first.focus();
    else element.focus({ preventScroll: !told });
  }

  /** Fill the card; tell whether nothing else was asked for meanwhile. */
  async function write(place: Place, day: Day): Promise<boolean> {
    const turn = (asked += 1);
    shown = { place, day };
    const words = await fragment(place, day, rules);
    if (turn !== asked) return false;
    const within = body.contains(document.activeElement);
    if (words === null) body.replaceChildren(...plain(place, day));
    else if (typeof words === "string") body.innerHTML = words;
    else body.replaceChildren(words);
    globalThis.htmx?.process(body);
    if (within) element.focus({ preventScroll: true }); // what had the keyboard is gone
    return true;
  }

  function plain(place: Place, day: Day): Node[] {
    const span = spanOn(place, day);
    const told = span ? word("card_told", { claims: word("claims", { n: span.claims }), day: span.confirmed === null ? word("never") : written(span.confirmed) }) : "";
    return [make("h2", {}, named(place.name)), make("p", {}, saidOf(place, span, day, rules)), make("p", { class: "quiet" }, told), make("p", {}, make("a", { href: pageOf(place) }, word("all_sentences")))];
  }

  function close(): void {
    if (element.hidden) return;
    asked += 1;
    element.hidden = true;
    if (before instanceof HTMLElement || before instanceof SVGElement) before.focus({ preventScroll: !byKey }); // a map stays where it is; a row far below comes back into sight
    closed();
  }

  shut.addEventListener("click", close);
  return {
    element,
    open: (place, day, told) => void open(place, day, told),
    turn(day) {
      if (!element.hidden && shown && shown.day !== day) void write(shown.place, day);
    },
    close,
  };
}

export function pageOf(place: Place): string {
  const link = document.querySelector(`#map .mark[data-p="${CSS.escape(place.id)}"] a`)?.getAttribute("href") ?? place.page;
  return link || new URL(`places/${encodeURIComponent(place.id)}`, top()).href;
}

/** Where the site begins: the folder in which the map's data lie, also behind a proxy. */
const top = (): string => new URL(".", new URL(document.querySelector<HTMLElement>("#map")?.dataset["src"] || "/", location.href)).href;

async function fragment(place: Place, day: Day, rules: Rules): Promise<Node | string | null> {
  try {
    if (inFolder()) return await cardOn(place, day, rules);
    const params = new URLSearchParams({ on: iso(day) });
    const known = new URLSearchParams(location.search).get("known_by");
    if (known) params.set("known_by", known);
    const answer = await fetch(new URL(`places/${encodeURIComponent(place.id)}/card?${params.toString()}`, top()), { headers: { Accept: "text/html" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
