/** What a page remembers between visits; nothing when the browser does not let it. */
export function readStored<T>(storage: Storage, key: string): T | undefined {
  try {
    const json = storage.getItem(key);
    return json === null ? undefined : (JSON.parse(json) as T);
  } catch {
    return undefined;
  }
}

/** Remembers a value as JSON; undefined forgets it. Silent when the browser does not let it. */
export function writeStored(storage: Storage, key: string, value: unknown): void {
  try {
    if (value === undefined) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
  } catch {
    // private windows and full storage: the page works, it only forgets
  }
}
