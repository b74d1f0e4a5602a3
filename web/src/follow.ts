// Links and forms of the page that mean the day shown follow the slider; those that mean a day of their own stay as they are.

import { type Day, iso, readDay } from "./days";

const LINKS = "a[href], link[rel=alternate][href]";
const FORMS = "form.when, form.find, form.filters";
const FRAME = "head, .top, .foot";
const WRITTEN = /([?&]on=)(\d{4}-\d\d-\d\d)/;
const UNTIL = /([?&]until=)(\d{4}-\d\d-\d\d)/;
const SINCE = /([?&]since=)(\d{4}-\d\d-\d\d)/;
const FILE = "/export/";
const ALL_DAYS = /\/export\/|\/static\/|\.atom\b|\.feed\.json\b/; // without a day in their address these tell all days

export interface Followers {
  /** Turn the links of the page's frame, which are few: at every step. */
  step(day: Day): void;
  /** Turn all: when a person pauses. */
  settle(day: Day): void;
  /** Take up the links of a part that was written anew for a day. */
  gather(part: ParentNode, day: Day): void;
}

/** `day` is the one that the page was written for; `told` says whether its address names it: if not, its links name none either. */
export function followers(day: Day, told: boolean): Followers {
  const frame = new Set<Element>();
  let others = new Set<Element>();
  const gather = (part: ParentNode, of: Day, bare: boolean): void => {
    others = new Set([...others].filter((link) => link.isConnected));
    for (const link of part.querySelectorAll(LINKS)) if (means(link, of, bare)) (link.closest(FRAME) ? frame : others).add(link);
  };
  gather(document, day, !told);
  return {
    step(now) {
      for (const link of frame) put(link, now);
      for (const form of document.querySelectorAll<HTMLFormElement>(FORMS)) fill(form, now);
    },
    settle(now) {
      this.step(now);
      for (const link of others) put(link, now);
    },
    gather: (part, of) => gather(part, of, false),
  };
}

function means(link: Element, day: Day, bare: boolean): boolean {
  const href = link.getAttribute("href") ?? "";
  const found = WRITTEN.exec(href) ?? (href.includes(FILE) ? UNTIL.exec(href) : null);
  return found ? found[2] === iso(day) : bare && href.startsWith("/") && !ALL_DAYS.test(href);
}

function put(link: Element, day: Day): void {
  const href = link.getAttribute("href") ?? "";
  const [, path, query, rest] = /^([^?#]*)(?:\?([^#]*))?(.*)$/s.exec(href)!;
  const told = href.includes(FILE) ? until(href, day) : href;
  const fresh = WRITTEN.test(told) ? told.replace(WRITTEN, `$1${iso(day)}`) : told !== href || UNTIL.test(told) ? told : `${path}?on=${iso(day)}${query ? `&${query}` : ""}${rest}`;
  if (fresh !== href) link.setAttribute("href", fresh);
}

/** A file of what happened up to the day shown; its first day goes along, as many days before, unless the page's address names one. */
function until(href: string, day: Day): string {
  const last = readDay(UNTIL.exec(href)?.[2] ?? "");
  if (last === null) return href;
  const fixed = new URLSearchParams(location.search).has("since");
  const moved = href.replace(UNTIL, `$1${iso(day)}`);
  return fixed ? moved : moved.replace(SINCE, (_, before: string, first: string) => before + iso((readDay(first) ?? last) + day - last));
}

function fill(form: HTMLFormElement, day: Day): void {
  let field = form.querySelector<HTMLInputElement>("input[name=on]");
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "on";
    form.append(field);
  }
  field.value = iso(day);
}
