/** `localStorage` lasts between visits, `sessionStorage` as long as the tab, a reload included. */
export type StorageArea = "localStorage" | "sessionStorage";

/** What a page remembers; undefined when there is nothing, or the browser does not let it. */
export function readStored<T>(area: StorageArea, key: string): T | undefined {
  try {
    const json = globalThis[area].getItem(key);
    return json === null ? undefined : (JSON.parse(json) as T);
  } catch {
    return undefined;
  }
}

/** Remembers a value as JSON; undefined forgets it. False when the browser does not let it. */
export function writeStored(area: StorageArea, key: string, value: unknown): boolean {
  try {
    if (value === undefined) globalThis[area].removeItem(key);
    else globalThis[area].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // private windows and full storage: the page works, it only forgets
  }
}
