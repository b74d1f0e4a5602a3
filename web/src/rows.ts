// Next and previous in lists: j and k walk the rows of the first list or table that bears data-rows, Enter opens.

const ROWS = "[data-rows] > li, [data-rows] > tbody > tr, [data-rows] > article";

export function rows(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const by = { j: 1, k: -1 }[event.key] ?? 0;
    if (by === 0 || (event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
    const all = [...document.querySelectorAll<HTMLElement>(ROWS)].filter((row) => row.checkVisibility());
    if (all.length === 0) return;
    const now = all.findIndex((row) => row.contains(document.activeElement) || row === document.activeElement);
    const next = all[Math.min(Math.max(now + by, 0), all.length - 1)]!;
    const target = next.querySelector<HTMLElement>("a, button") ?? next;
    if (target === next) next.tabIndex = -1;
    target.focus();
    event.preventDefault();
  });
}
