// What a drawn map can do, whether it is the page's own SVG or the live one.

import type { Day } from "./days";
import type { History, Place, Rules } from "./data";

export interface Scene {
  history: History;
  rules: Rules;
  /** Called when a person chooses a place. */
  choose: (place: Place) => void;
}

export interface Stage {
  show(day: Day): void;
  /** Mark the places that changed between two days; none takes the marks away. */
  mark(changed: ReadonlySet<string>): void;
  select(place: Place | null): void;
  zoom(by: number): void;
  /** Show the whole map again; still: at once, at the size that its box has now. */
  reset(still?: boolean): void;
  areas(shown: boolean): void;
  /** Show or hide map layers of the user's own, where this map has any. */
  own?(shown: boolean): void;
  /** Where a place's sign stands on the screen now, in pixels of the window; null where it is not drawn. */
  spot(place: Place): { x: number; y: number } | null;
  remove(): void;
}
