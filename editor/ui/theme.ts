import { readStored, writeStored } from "./storage.ts";

/** The two sets of colours in tokens.css. */
export type Theme = "dark" | "light";

const key = "patchbay.theme";
const systemIsDark = () => matchMedia("(prefers-color-scheme: dark)");

/** The reader's choice, else what the system prefers. */
export function currentTheme(): Theme {
  const chosen = readStored<Theme>("localStorage", key);
  return chosen ?? (systemIsDark().matches ? "dark" : "light");
}

/** Sets the reader's choice and remembers it. */
export function chooseTheme(theme: Theme): void {
  writeStored("localStorage", key, theme);
  showTheme();
}

/** Applies the theme to the page and follows the system while nothing is chosen. Call first in every main.tsx. */
export function startTheme(): void {
  showTheme();
  systemIsDark().addEventListener("change", showTheme);
}

/** Calls back after every change of theme; the answer undoes it. For charts, whose colours are not CSS. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

function showTheme(): void {
  document.documentElement.dataset["theme"] = currentTheme();
}
