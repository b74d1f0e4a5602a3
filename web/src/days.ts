// Days as whole numbers since 1970, so that they can be counted, compared and put on a line.

export type Day = number;

const MS = 86_400_000;

export function readDay(text: string | null | undefined): Day | null {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) ? null : ms / MS;
}

export const iso = (day: Day): string => new Date(day * MS).toISOString().slice(0, 10);

const tongue = ["", "en"].includes(document.documentElement.lang) ? "en-GB" : document.documentElement.lang;
const long = new Intl.DateTimeFormat(tongue, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const written = (day: Day): string => long.format(new Date(day * MS));

export function plusMonths(day: Day, months: number): Day {
  const date = new Date(day * MS);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), last)) / MS;
}

/** First days of months or years between two days, at most so many, with what to write there. */
export function ticks(first: Day, last: Day, most: number): Array<[Day, string]> {
  const [start, end] = [new Date(first * MS), new Date(last * MS)];
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth() + 1;
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => months / one <= most) ?? 240;
  const short = new Intl.DateTimeFormat(tongue, step < 12 ? { month: "short", year: "numeric", timeZone: "UTC" } : { year: "numeric", timeZone: "UTC" });
  const found: Array<[Day, string]> = [];
  for (let month = start.getUTCFullYear() * 12; month <= end.getUTCFullYear() * 12 + 11; month += 1) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / MS;
    if (month % step === 0 && day >= first && day <= last) found.push([day, short.format(new Date(day * MS))]);
  }
  return found;
}
