import { captions } from "./captions.ts";
import { live } from "./live.ts";
import { microphone } from "./microphone.ts";
import { page } from "./page.ts";

/** What /live says, in English. */
export const texts = { table: { ...page, ...captions, ...microphone, ...live } } as const;
