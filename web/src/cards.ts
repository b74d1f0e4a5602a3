// The cards of a published folder: of each place a file with one card for every stretch of its history. What is another thing every day
// of a stretch (the day itself, how sure the holder is, how old the last confirmation) is put in here.

import { chanceOn, isStale, type Place, type Rules, spanOn } from "./data";
import { type Day, iso } from "./days";
import { make } from "./dom";
import { script } from "./load";
import { filled } from "./words";

/** As `publish_cards.py` writes them: days from which the card is another one, with the numbers of its lines. */
interface Cards {
  lines: string[];
  days: Array<[string, number[]]>;
  words: Record<string, string>;
}

declare global {
  // eslint-disable-next-line no-var
  var WHOHOLDS_CARDS: Record<string, Cards> | undefined;
}

/** Return the card of a place on a day; null where the folder has none. */
export async function cardOn(place: Place, day: Day, rules: Rules): Promise<Node | null> {
  await script(place.page.replace(/^places\/(.*)\.html$/, "cards/$1.js"), location.href);
  const cards = globalThis.WHOHOLDS_CARDS?.[place.id];
  const lines = cards?.days.findLast(([from]) => from <= iso(day))?.[1];
  if (!cards || !lines) return null;
  const holder = make("template");
  holder.innerHTML = lines.map((line) => cards.lines[line]).join("\n");
  date(holder.content, place, day, rules, cards.words);
  return holder.content;
}

function date(card: DocumentFragment, place: Place, day: Day, rules: Rules, words: Record<string, string>): void {
  const shown = card.querySelector(".shown-day time");
  shown?.setAttribute("datetime", iso(day));
  shown?.replaceChildren(iso(day));
  const span = spanOn(place, day);
  const sure = card.querySelector(".sure")?.firstChild;
  if (!span) return;
  if (sure) sure.textContent = (sure.textContent ?? "").replace(/\d+%/, `${Math.round(chanceOn(span, day) * 100)}%`);
  const ago = card.querySelector(".card > p time + small");
  if (!ago || span.confirmed === null) return; // never confirmed: the card says so on every day
  ago.textContent = aged(day - span.confirmed, words);
  for (const told of card.querySelectorAll(".card > p .stale")) told.remove();
  if (isStale(span, day, rules)) ago.after(" ", make("span", { class: "stale" }, filled(words, "stale")));
}

function aged(days: number, words: Record<string, string>): string {
  if (days === 0) return filled(words, "same_day");
  return filled(words, days > 0 ? "days_ago" : "days_later", { n: Math.abs(days) });
}
