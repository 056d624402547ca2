const focusable = "input, textarea, select, button:not([hidden]), [tabindex]";

/**
 * Puts the focus on a field of the inspector: a setting, else a port of that name, else the first field. Folds open
 * what hides it.
 */
export function focusWithin(panel: HTMLElement, field: string): void {
  const name = CSS.escape(field);
  const place =
    panel.querySelector<HTMLElement>(`[data-field="${name}"]`) ??
    panel.querySelector<HTMLElement>(`[data-port="${name}"]`) ??
    panel.querySelector<HTMLElement>(".title-field");
  if (place === null) return;
  const fold = place.closest("details");
  if (fold !== null) fold.open = true;
  const isItself = place.matches(focusable) && place.dataset["port"] === undefined;
  const target = isItself
    ? place
    : (place.querySelector<HTMLElement>("input, textarea, select") ??
      place.querySelector<HTMLElement>(`:not(.setting-row-reset):is(${focusable})`) ??
      place);
  target.scrollIntoView({ block: "nearest" });
  target.focus();
}
