// Next and previous in lists: j and k walk the rows of the first list or table that bears data-rows, Enter opens:
// beside a map the card of the row's place, elsewhere the row's first link, as it does by itself.

const ROWS = "[data-rows] > li, [data-rows] > tbody > tr, [data-rows] > article";

/** `opens` is asked first, with the row that was gone to; it tells whether it opened anything. */
export function rows(opens: (row: HTMLElement) => boolean): void {
  let gone: HTMLElement | null = null;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const row = event.key === "Enter" && !event.shiftKey && gone !== null && gone === document.activeElement ? gone.closest<HTMLElement>(ROWS) : null;
    if (row && opens(row)) return event.preventDefault();
    const by = { j: 1, k: -1 }[event.key] ?? 0;
    if (by === 0 || (event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
    const all = [...document.querySelectorAll<HTMLElement>(ROWS)].filter((row) => row.checkVisibility());
    if (all.length === 0) return;
    const now = all.findIndex((row) => row.contains(document.activeElement) || row === document.activeElement);
    const next = all[Math.min(Math.max(now + by, 0), all.length - 1)]!;
    const target = next.querySelector<HTMLElement>("a, button") ?? next;
    if (target === next) next.tabIndex = -1;
    target.focus();
    gone = target;
    event.preventDefault();
  });
}
