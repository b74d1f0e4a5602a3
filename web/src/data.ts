// What the server says of every place over all time, read once; whose it is on a day is worked out here.

import { type Day, readDay } from "./days";
import { script } from "./load";
import { word } from "./words";

export interface Side {
  id: string;
  name: string;
  colour: string;
  shape: string;
  letter: string;
}

/** Places and their stretches in columns, as `map_spans.py` packs them. */
interface MapFile {
  on: string;
  known_by?: string | null;
  first: string;
  last: string;
  base: string;
  sides: Side[];
  ids: string[];
  names: string[];
  lats: number[];
  lons: number[];
  countries: number[];
  lands: Array<string | null>;
  pages?: string[];
  /** Status, holder, the holder's camp, who contests it. */
  held: Array<[string, string | null, string | null, string[]]>;
  /** How many stretches each place has. */
  counts: number[];
  from: number[];
  held_by: number[];
  sure: number[];
  confirmed: Array<number | null>;
  claims: number[];
  per_day: Array<[number, number]>;
}

/** How sure it is day by day, for the stretches that have such days; all but the percentages are counted from the one before. */
interface ChancesFile {
  rows: number[];
  counts: number[];
  days: number[];
  sure: number[];
}

const GOES_ON = -1; // claims of a stretch that only goes on, surer or less sure

export interface Span {
  index: number;
  from: Day;
  to: Day | null;
  status: "held" | "contested" | "unknown";
  who: string;
  sides: string[];
  probability: number;
  /** Days from which the probability is another one. */
  chances: Array<[Day, number]>;
  /** False where it goes on from the span before, only surer or less sure. */
  begins: boolean;
  confirmed: Day | null;
  claims: number;
  look: string;
}

export interface Place {
  index: number;
  id: string;
  name: string;
  country: string;
  lat: number;
  lon: number;
  /** Where its page lies, if the server said so. */
  page: string;
  spans: Span[];
  /** The stretch that was found last: the next day asked for is mostly in the same one. */
  at: number;
  claims: number;
}

export interface History {
  first: Day;
  last: Day;
  places: Place[];
  byId: Map<string, Place>;
  spans: Array<{ place: Place; span: Span }>;
  sides: Side[];
  perDay: Array<[Day, number]>;
  /** 0 until it is known how sure each holder is day by day. */
  edition: number;
}

/** Where a sign turns from a ring to a filled one, and after how many days it fades: as the page's own map was drawn. */
export interface Rules {
  staleDays: number;
  assessedClaims: number;
  assessedProbability: number;
}

declare global {
  // What a published folder has as scripts, since pages opened from files may fetch nothing.
  // eslint-disable-next-line no-var
  var WHOHOLDS_SPANS: MapFile | undefined, WHOHOLDS_CHANCES: ChancesFile | undefined, WHOHOLDS_AREAS: GeoJSON.FeatureCollection | undefined;
}

/** True for a page of a published folder: no server answers, whether it is opened from a file or lies on one. */
export const inFolder = (): boolean => document.body.dataset["live"] === "no";

export const fromFile = (): boolean => location.protocol === "file:";

/** Read a data file; opened from a folder, its twin as a script. */
async function read<T>(source: string, told: () => T | undefined): Promise<T> {
  if (fromFile()) {
    await script(source.replace(/\.json.*$/, ".js"), location.href);
    const found = told();
    if (found === undefined) throw new Error(`${source} holds nothing`);
    return found;
  }
  const answer = await fetch(source, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** `source` is where `map.json` lies, the whole for programs; the page loads what it is packed into, beside it. */
export const readMap = (source: string): Promise<MapFile> => read(beside(source, "spans"), () => globalThis.WHOHOLDS_SPANS);

export const readChances = (source: string): Promise<ChancesFile> => read(beside(source, "chances"), () => globalThis.WHOHOLDS_CHANCES);

const beside = (source: string, name: string): string => source.replace(/map\.json/, `${name}.json`);

export const readAreas = (source: string): Promise<GeoJSON.FeatureCollection> => read(source, () => globalThis.WHOHOLDS_AREAS);

export function rulesOf(svg: Element | null): Rules {
  const number = (name: string, usual: number): number => Number(svg?.getAttribute(name) ?? usual);
  return {
    staleDays: number("data-stale-days", 120),
    assessedClaims: number("data-assessed-claims", 2),
    assessedProbability: number("data-assessed-probability", 0.75),
  };
}

export const slug = (words: string): string => words.replace(/[^\p{L}\p{N}-]/gu, "-");

export function historyOf(file: MapFile, rules: Rules): History {
  const known = new Map<string, string>();
  for (const side of file.sides) known.set(side.name, side.id);
  for (const side of file.sides) known.set(side.id, side.id);
  const base = readDay(file.base) ?? 0;
  const holds = file.held.map((line) => heldBy(line, known));
  const spans: History["spans"] = [];
  const places = file.ids.map((id, index): Place => {
    const place: Place = { index, id, name: file.names[index]!, country: file.lands[file.countries[index]!] ?? "", lat: file.lats[index]!, lon: file.lons[index]!, page: file.pages?.[index] ?? "", spans: [], at: 0, claims: 0 };
    let from = base;
    for (let left = file.counts[index]!; left > 0; left -= 1) {
      const row = spans.length;
      from += file.from[row]!;
      const span = spanOf(file, row, from, holds[file.held_by[row]!]!, rules, place.spans.at(-1));
      place.spans.push(span);
      place.claims += span.begins ? span.claims : 0;
      spans.push({ place, span });
    }
    return place;
  });
  const on = readDay(file.on) ?? 0;
  const first = readDay(file.first) ?? on;
  const last = readDay(file.last) ?? on;
  const perDay = file.per_day.map(([day, count]): [Day, number] => [base + day, count]);
  return { first, last: Math.max(last, first + 1), places, byId: new Map(places.map((place) => [place.id, place])), spans, sides: file.sides, perDay, edition: 0 };
}

interface Hold {
  status: Span["status"];
  who: string;
  sides: string[];
}

function heldBy([told, holder, camp, rivals]: MapFile["held"][number], known: Map<string, string>): Hold {
  const status = told === "held" || told === "contested" ? told : "unknown";
  const side = known.get(holder ?? "") ?? known.get(camp ?? "");
  const sides = status === "held" ? (side ? [side] : []) : status === "contested" ? rivals.slice(0, 2).flatMap((name) => known.get(name) ?? []).sort() : [];
  return { status, sides, who: status === "held" ? (holder ?? "") : status === "contested" ? rivals.join(" / ") : "" };
}

function spanOf(file: MapFile, index: number, from: Day, hold: Hold, rules: Rules, before: Span | undefined): Span {
  const begins = file.claims[index] !== GOES_ON;
  const claims = begins ? file.claims[index]! : (before?.claims ?? 0);
  const probability = file.sure[index]! / 100;
  const confirmed = file.confirmed[index] ?? null;
  const assessed = claims >= rules.assessedClaims && probability >= rules.assessedProbability;
  const kind = hold.status === "contested" ? "hatched" : hold.status === "unknown" ? "unknown" : assessed ? "filled" : "ring";
  if (before) before.to = from;
  return { index, from, to: null, ...hold, probability, chances: [], begins, confirmed: confirmed === null ? null : from + confirmed, claims, look: ["look", kind, ...hold.sides.map(slug)].join("-") };
}

/** Put in how sure each holder is day by day. */
export function surely(history: History, file: ChancesFile): void {
  let [row, at] = [0, 0];
  file.rows.forEach((gap, i) => {
    row += gap;
    const span = history.spans[row]!.span;
    let [day, sure] = [span.from, 0];
    for (const end = at + file.counts[i]!; at < end; at += 1) {
      day += file.days[at]!;
      sure += file.sure[at]!;
      span.chances.push([day, sure / 100]);
    }
  });
}

/** How sure it is on a day of the span. */
export const chanceOn = (span: Span, day: Day): number => span.chances.findLast(([from]) => from <= day)?.[1] ?? span.probability;

/** The span of a place on a day; null before the first report. After the end of the last one nobody knows, which is null too. */
export function spanOn(place: Place, day: Day): Span | null {
  const spans = place.spans;
  const same = spans[place.at];
  if (same && same.from <= day && same.to !== null && day < same.to) return same;
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.from <= day) low = middle + 1;
    else high = middle;
  }
  place.at = low - 1;
  const span = spans[low - 1];
  if (!span || (low === spans.length && span.to !== null && day > span.to)) return null;
  return span;
}

export const isStale = (span: Span, day: Day, rules: Rules): boolean => span.confirmed === null || day - span.confirmed > rules.staleDays;

export function saidOf(place: Place, span: Span | null, day: Day, rules: Rules): string {
  if (!span) return word("nothing_yet", { place: place.name });
  const who = span.status === "held" ? span.who : span.status === "contested" ? word("contested_by", { names: span.who.split(" / ").join(word("and")) }) : word("unknown");
  return word(isStale(span, day, rules) ? "said_stale" : "said", { place: place.name, who, sure: Math.round(chanceOn(span, day) * 100) });
}

export interface Change {
  place: Place;
  before: Span | null;
  after: Span | null;
}

export const isSame = (a: Span | null, b: Span | null): boolean => (a?.status ?? "") === (b?.status ?? "") && (a?.sides.join() || a?.who) === (b?.sides.join() || b?.who);

/** The places that are somebody else's, or otherwise contested, on the second day than on the first. */
export function changesBetween(history: History, first: Day, last: Day): Change[] {
  return history.places.map((place) => ({ place, before: spanOn(place, first), after: spanOn(place, last) })).filter(({ before, after }) => !isSame(before, after));
}
