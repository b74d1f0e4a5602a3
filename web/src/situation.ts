// The page with the map: puts slider, signs, card, legend and table together. One view, kept in the address.

import { card } from "./card";
import { changesPanel } from "./changes";
import { type History, historyOf, inFolder, isSame, isStale, type Place, readChances, readMap, type Rules, rulesOf, saidOf, spanOn, surely } from "./data";
import { type Day, readDay, written } from "./days";
import { later, make } from "./dom";
import { type Followers, followers } from "./follow";
import { legend } from "./legend";
import { hasWebgl, liveMap } from "./live";
import { painter, simpleMap } from "./simple";
import type { Scene, Stage } from "./stage";
import { keepView, readView, type View } from "./state";
import { timeline, type Timeline } from "./timeline";
import { turnPage } from "./turn";
import { word } from "./words";

const SAID_MS = 450;
const MOST_SAID = 4;

export interface Situation {
  line: Timeline;
  /** Open the card of a place, the keyboard on its first sentence; false for a place that is not on the map. */
  open(id: string): boolean;
}

export async function situation(box: HTMLElement): Promise<Situation> {
  const svg = box.querySelector<SVGSVGElement>("svg.map");
  const rules = rulesOf(svg);
  const file = await readMap(box.dataset["src"] ?? "/map.json");
  const history = historyOf(file, rules);
  const view = readView(readDay(box.dataset["on"]) ?? readDay(file.on) ?? history.last);
  return new Controller(box, svg, history, rules, view).start();
}

class Controller {
  private stage: Stage | null = null;
  private readonly line: Timeline;
  private readonly status = make("p", { role: "status", class: "unseen" });
  private readonly tools: Record<"simple" | "areas" | "own", HTMLButtonElement>;
  private readonly legend;
  private readonly card;
  private readonly panel;
  private readonly page: (day: Day) => void;
  /** None in a published folder, whose files have one day. */
  private readonly links: Followers | null;
  private readonly scene: Scene;
  /** The day that the server wrote the page for. */
  private readonly written: Day;
  private shown: Day;
  private sure: Promise<void> = Promise.resolve();

  constructor(private readonly box: HTMLElement, private readonly svg: SVGSVGElement | null, private readonly history: History, private readonly rules: Rules, private view: View) {
    const choose = (place: Place): void => this.choose(place);
    this.written = readDay(box.dataset["on"]) ?? view.on;
    this.shown = view.on;
    this.scene = { history, rules, choose };
    this.line = timeline(history, (times) => this.turn(times));
    this.legend = legend(history, rules);
    this.card = card(rules, () => this.turn({ place: null }));
    this.panel = changesPanel(history, choose);
    this.links = inFolder() ? null : followers(this.written, new URLSearchParams(location.search).has("on"));
    this.page = turnPage(history, rules, choose, this.links);
    this.tools = { simple: this.tool(word("simple"), word("simple_why"), "s"), areas: this.tool(word("areas"), word("areas_why"), "i"), own: this.tool(word("own"), word("own_why"), "b") };
  }

  start(): Situation {
    this.furnish();
    if (this.svg) this.stage = simpleMap(this.svg, this.scene);
    this.show();
    this.box.dataset["ready"] = "simple";
    const lively = this.view.simple === true ? Promise.resolve() : this.enliven();
    this.sure = lively.then(() => this.learn());
    const place = this.view.place ? this.history.byId.get(this.view.place) : undefined;
    if (place) this.choose(place);
    this.onPaper();
    addEventListener("popstate", () => {
      this.view = readView(this.written);
      this.show();
    });
    // For pages that embed the map, and for tests: where a place's sign is, so that it can be pointed at.
    Object.assign(this.box, { spotOf: (id: string) => this.spotOf(id) });
    return { line: this.line, open: (id) => this.open(id) };
  }

  /** Load, once the map is there, how sure each holder is day by day; without it the chances of the days on which stretches begin are told. */
  private async learn(): Promise<void> {
    try {
      surely(this.history, await readChances(this.box.dataset["src"] ?? "/map.json"));
    } catch (fault) {
      this.box.dataset["fault"] = String(fault);
    }
    this.history.edition += 1;
    this.stage?.show(this.view.on);
  }

  private spotOf(id: string): { x: number; y: number } | null {
    const place = this.history.byId.get(id);
    return place && this.stage ? this.stage.spot(place) : null;
  }

  /** The drawn map goes on paper, with its own legend, whatever the screen shows. */
  private onPaper(): void {
    const svg = this.svg;
    if (!svg) return;
    const whole = svg.getAttribute("viewBox") ?? "";
    const sheet = svg.querySelector(".sheet")?.getAttribute("viewBox") ?? whole;
    const legend = svg.querySelector(":scope > .legend");
    const screen = (): void => {
      svg.setAttribute("viewBox", sheet);
      legend?.setAttribute("display", "none");
    };
    screen();
    addEventListener("beforeprint", () => {
      painter(svg, this.scene)(this.view.on);
      svg.setAttribute("viewBox", whole);
      legend?.removeAttribute("display");
    });
    addEventListener("afterprint", screen);
  }

  private furnish(): void {
    const button = (sign: string, name: string, key: string, press: () => void): HTMLButtonElement => {
      const made = make("button", { type: "button", class: "icon", "aria-label": name, title: `${name} (${key})`, "data-key": key }, sign);
      made.addEventListener("click", press);
      return made;
    };
    const zoom = make("div", { class: "zoom" }, button("+", word("nearer"), "+", () => this.stage?.zoom(1.6)), button("−", word("farther"), "-", () => this.stage?.zoom(1 / 1.6)), button("⌂", word("whole"), "0", () => this.stage?.reset()));
    const tools = make("div", { class: "tools" }, this.tools.simple, this.box.dataset["areas"] ? this.tools.areas : null, this.box.dataset["base"] ? this.tools.own : null);
    if (this.svg) {
      const paper = make("div", { class: "paper", tabindex: "0", role: "group", "aria-label": word("map") });
      this.svg.before(paper);
      paper.append(this.svg);
      paper.scrollLeft = (paper.scrollWidth - paper.clientWidth) / 2;
    }
    this.box.append(zoom, tools, this.card.element);
    this.box.classList.add("ready");
    this.box.after(this.line.element, this.legend.element, this.panel.element, this.status);
    this.tools.simple.addEventListener("click", () => this.turn({ simple: this.view.simple !== true }));
    this.tools.areas.addEventListener("click", () => this.turn({ areas: !this.view.areas }));
    this.tools.own.addEventListener("click", () => this.turn({ own: !this.view.own }));
  }

  private tool(name: string, title: string, key: string): HTMLButtonElement {
    return make("button", { type: "button", title: `${title} (${key})`, "data-key": key, "aria-pressed": "false" }, name);
  }

  private choose(place: Place, told = false): void {
    this.turn({ place: place.id });
    this.card.open(place, this.view.on, told);
  }

  private open(id: string): boolean {
    const place = this.history.byId.get(id);
    if (place) this.choose(place, true);
    return place !== undefined;
  }

  /** Change what is looked at, show it, and keep it in the address. */
  private turn(change: Partial<View>): void {
    const before = this.view;
    this.view = { ...before, ...change };
    this.show();
    this.keep();
    if (this.view.simple !== before.simple) void (this.view.simple === true ? this.calmDown() : this.enliven());
  }

  private readonly keep = later(150, () => keepView(this.view));

  private show(): void {
    const { on, compare, from, to } = this.view;
    this.line.set({ on, compare, from, to });
    this.stage?.show(on);
    this.legend.show(on);
    this.links?.step(on);
    const days: [Day, Day] | null = compare !== null ? [compare, on] : from !== null || to !== null ? [from ?? this.history.first, to ?? this.history.last] : null;
    this.stage?.mark(this.panel.show(days));
    this.stage?.select(this.view.place ? (this.history.byId.get(this.view.place) ?? null) : null);
    this.stage?.areas(this.view.areas);
    this.stage?.own?.(this.view.own);
    this.tools.simple.setAttribute("aria-pressed", String(this.view.simple === true));
    this.tools.areas.setAttribute("aria-pressed", String(this.view.areas));
    this.tools.own.setAttribute("aria-pressed", String(this.view.own));
    this.tools.areas.hidden = this.tools.own.hidden = this.box.dataset["ready"] !== "live";
    this.settle();
  }

  /** What may wait until a person pauses: the table and what is read aloud. */
  private readonly settle = later(SAID_MS, () => {
    void this.sure.then(() => this.tell(this.view.on));
  });

  private tell(day: Day): void {
    this.page(day);
    this.card.turn(day);
    if (this.shown !== day) this.status.textContent = this.said(this.shown, day);
    this.shown = day;
  }

  private said(before: Day, day: Day): string {
    const moved = this.history.places.flatMap((place) => {
      const [was, is] = [spanOn(place, before), spanOn(place, day)];
      return isSame(was, is) ? [] : [saidOf(place, is, day, this.rules)];
    });
    const old = this.history.places.filter((place) => {
      const span = spanOn(place, day);
      return span !== null && isStale(span, day, this.rules);
    }).length;
    const first = moved.slice(0, MOST_SAID).join("; ");
    const told = moved.length > MOST_SAID ? word("more", { told: first, n: moved.length - MOST_SAID }) : first || word("no_change");
    return word("turned", { day: written(day), told, n: old });
  }

  private async enliven(): Promise<void> {
    if (!hasWebgl()) return this.tools.simple.remove();
    this.box.classList.add("waking");
    try {
      const live = await liveMap(this.box, this.svg, this.scene, this.view.on);
      if (this.view.simple === true) return live.remove();
      this.stage?.remove();
      this.stage = live;
      this.box.dataset["ready"] = "live";
      this.box.classList.add("lively");
      live.reset(true);
      this.show();
    } catch (fault) {
      this.box.dataset["fault"] = fault instanceof Error ? fault.message : String(fault);
      this.tools.simple.hidden = true; // the drawn map stays, and works
    } finally {
      this.box.classList.remove("waking");
    }
  }

  private calmDown(): void {
    if (this.box.dataset["ready"] !== "live" || !this.svg) return;
    this.stage?.remove();
    this.box.classList.remove("lively");
    this.box.dataset["ready"] = "simple";
    this.stage = simpleMap(this.svg, this.scene);
    this.show();
  }
}
