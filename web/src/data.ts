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

interface SpanLine {
  from: string | null;
  to: string | null;
  status: string;
  holder: string | null;
  camp?: string | null;
  rivals?: string[];
  probability: number;
  chances?: Array<[string, number]>;
  kind?: string;
  last_confirmed?: string | null;
  claims?: number;
}

interface MapFile {
  on: string;
  known_by?: string | null;
  first: string | null;
  last: string | null;
  places: Array<{ id: string; name: string; lat: number; lon: number; country?: string | null; page?: string; spans: SpanLine[] }>;
  sides: Side[];
  per_day: Array<[string, number]>;
}

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
  var WHOHOLDS_MAP: MapFile | undefined, WHOHOLDS_AREAS: GeoJSON.FeatureCollection | undefined, WHOHOLDS_CARDS: Record<string, string> | undefined;
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

export const readMap = (source: string): Promise<MapFile> => read(source, () => globalThis.WHOHOLDS_MAP);

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
  const spans: History["spans"] = [];
  const places = file.places.map((line, index): Place => {
    const place: Place = { index, id: line.id, name: line.name, country: line.country ?? "", lat: line.lat, lon: line.lon, page: line.page ?? "", spans: [], claims: 0 };
    for (const one of line.spans) for (const [i, piece] of piecesOf(one, rules).entries()) {
      const span = { ...spanOf(piece, known, rules, spans.length), begins: i === 0 };
      place.spans.push(span);
      place.claims += span.begins ? span.claims : 0;
      spans.push({ place, span });
    }
    place.spans.sort((a, b) => a.from - b.from || a.index - b.index);
    return place;
  });
  const days = [...file.per_day.map(([day]) => readDay(day)), ...spans.map(({ span }) => (span.from > -1e6 ? span.from : null))].filter((day): day is Day => day !== null);
  const on = readDay(file.on) ?? 0;
  const first = readDay(file.first) ?? days.reduce((a, b) => Math.min(a, b), on);
  const last = readDay(file.last) ?? days.reduce((a, b) => Math.max(a, b), on);
  const perDay = file.per_day.map(([day, count]): [Day, number] => [readDay(day) ?? first, count]);
  return { first, last: Math.max(last, first + 1), places, byId: new Map(places.map((place) => [place.id, place])), spans, sides: file.sides, perDay };
}

/** A stretch cut wherever its sign turns from ring to filled or back, as its holder gets surer or less sure. */
function piecesOf(line: SpanLine, rules: Rules): SpanLine[] {
  const steps = line.chances ?? [];
  if ((line.claims ?? 0) < rules.assessedClaims || steps.length < 2) return [line];
  const pieces: SpanLine[] = [];
  for (const [day, chance] of steps) {
    const last = pieces.at(-1);
    if (last && chance >= rules.assessedProbability === last.probability >= rules.assessedProbability) last.chances?.push([day, chance]);
    else pieces.push({ ...line, from: day, probability: chance, chances: [[day, chance]] });
  }
  return pieces.map((piece, i) => ({ ...piece, to: pieces[i + 1]?.from ?? line.to }));
}

/** How sure it is on a day of the span. */
export const chanceOn = (span: Span, day: Day): number => span.chances.findLast(([from]) => from <= day)?.[1] ?? span.probability;

function spanOf(line: SpanLine, known: Map<string, string>, rules: Rules, index: number): Span {
  const status = line.status === "held" || line.status === "contested" ? line.status : "unknown";
  const side = known.get(line.holder ?? "") ?? known.get(line.camp ?? "");
  const rivals = line.rivals ?? [];
  const claims = line.claims ?? 0;
  const sides = status === "held" ? (side ? [side] : []) : status === "contested" ? rivals.slice(0, 2).flatMap((name) => known.get(name) ?? []).sort() : [];
  const assessed = claims >= rules.assessedClaims && line.probability >= rules.assessedProbability;
  const kind = status === "contested" ? "hatched" : status === "unknown" ? "unknown" : assessed ? "filled" : "ring";
  return {
    index, status, sides, claims,
    from: readDay(line.from) ?? -1e9,
    to: readDay(line.to),
    who: status === "held" ? (line.holder ?? "") : status === "contested" ? rivals.join(" / ") : "",
    probability: line.probability,
    chances: (line.chances ?? []).map(([from, chance]): [Day, number] => [readDay(from) ?? -1e9, chance]),
    begins: true,
    confirmed: readDay(line.last_confirmed),
    look: ["look", kind, ...sides.map(slug)].join("-"),
  };
}

/** The span of a place on a day; null before the first report. After the end of the last one nobody knows, which is null too. */
export function spanOn(place: Place, day: Day): Span | null {
  const spans = place.spans;
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.from <= day) low = middle + 1;
    else high = middle;
  }
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
