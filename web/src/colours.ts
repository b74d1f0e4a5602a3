// The colours of the live map's ground, as the style sheet has them: one place to change, light and dark.

const NAMES = ["sea", "land", "lake", "river", "coast", "border", "land-name", "map-ink", "map-halo", "changed", "chosen"] as const;

export type Ground = Record<(typeof NAMES)[number], string>;

export function groundOf(element: Element): Ground {
  const style = getComputedStyle(element);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || "#888888"])) as Ground;
}
