import { ask, readJson } from "./request.ts";

/** Names of the secrets that the server has. @throws {Error} why it does not say */
export async function loadSecretNames(): Promise<readonly string[]> {
  const { names } = (await readJson(await ask("/api/secrets"))) as { readonly names: readonly string[] };
  return names;
}
