// The card of a place: what the server says of it, beside the map. Its sentences lead to the pages of their claims.

import { fromFile, inFolder, type Place, type Rules, saidOf, spanOn } from "./data";
import { type Day, iso, written } from "./days";
import { make, named } from "./dom";
import { script } from "./load";
import { word } from "./words";

export interface Card {
  element: HTMLElement;
  open(place: Place, day: Day): void;
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

  async function open(place: Place, day: Day): Promise<void> {
    const turn = (asked += 1);
    if (element.hidden) before = document.activeElement;
    element.hidden = false;
    const words = await fragment(place, day);
    if (turn !== asked) return;
    if (words === null) body.replaceChildren(...plain(place, day));
    else body.innerHTML = words;
    globalThis.htmx?.process(body);
    element.scrollTop = 0;
    element.focus({ preventScroll: true });
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
    if (before instanceof HTMLElement || before instanceof SVGElement) before.focus({ preventScroll: true });
    closed();
  }

  shut.addEventListener("click", close);
  return { element, open: (place, day) => void open(place, day), close };
}

export function pageOf(place: Place): string {
  const link = document.querySelector(`#map .mark[data-p="${CSS.escape(place.id)}"] a`)?.getAttribute("href") ?? place.page;
  return link || new URL(`places/${encodeURIComponent(place.id)}`, top()).href;
}

/** Where the site begins: the folder in which the map's data lie, also behind a proxy. */
const top = (): string => new URL(".", new URL(document.querySelector<HTMLElement>("#map")?.dataset["src"] || "/", location.href)).href;

async function fragment(place: Place, day: Day): Promise<string | null> {
  try {
    if (inFolder()) {
      await script("cards.js", location.href);
      return globalThis.WHOHOLDS_CARDS?.[place.id] ?? null;
    }
    if (fromFile()) return null;
    const params = new URLSearchParams({ on: iso(day) });
    const known = new URLSearchParams(location.search).get("known_by");
    if (known) params.set("known_by", known);
    const answer = await fetch(new URL(`places/${encodeURIComponent(place.id)}/card?${params.toString()}`, top()), { headers: { Accept: "text/html" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
