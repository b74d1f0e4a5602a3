// What is looked at, kept in the page's address: a link or a reload brings the same view back.

import { type Day, iso, readDay } from "./days";

export interface View {
  on: Day;
  compare: Day | null;
  from: Day | null;
  to: Day | null;
  simple: boolean | null;
  areas: boolean;
  /** Whether map layers of the user's own are shown, where there are any. */
  own: boolean;
  place: string | null;
}

export function readView(on: Day): View {
  const params = new URLSearchParams(location.search);
  const map = params.get("map");
  return {
    on: readDay(params.get("on")) ?? on,
    compare: readDay(params.get("compare")),
    from: readDay(params.get("since")),
    to: readDay(params.get("until")),
    simple: map === "simple" ? true : map === "live" ? false : null,
    areas: params.get("areas") === "1",
    own: params.get("base") !== "0",
    place: params.get("open"),
  };
}

export function keepView(view: View): void {
  const params = new URLSearchParams(location.search);
  const put = (name: string, value: string | null): void => (value === null ? params.delete(name) : params.set(name, value));
  const day = (value: Day | null): string | null => (value === null ? null : iso(value));
  put("on", day(view.on));
  put("compare", day(view.compare));
  put("since", day(view.from));
  put("until", day(view.to));
  put("map", view.simple === null ? null : view.simple ? "simple" : "live");
  put("areas", view.areas ? "1" : null);
  put("base", view.own ? null : "0");
  put("open", view.place);
  const query = params.toString().replaceAll("%3A", ":");
  try {
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  } catch {
    // Some browsers allow no change of address for pages from a folder; the view works without.
  }
}
