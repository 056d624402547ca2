import { fileURLToPath } from "node:url";

/** Real recordings for tests; they lie beside the project, and tests skip where they are absent. */
export const speechFolder =
  process.env["PATCHBAY_SPEECH"] ?? fileURLToPath(new URL("../../../shared/speech", import.meta.url));
