import { devices } from "./devices.ts";
import { ops } from "./ops.ts";
import { page } from "./page.ts";

/** What /ops says, in English. */
export const texts = { table: { ...page, ...devices, ...ops } } as const;
