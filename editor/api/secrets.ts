import type { SecretNames } from "#engine/protocol/rest/secrets.ts";
import { ask } from "./client.ts";

/** Names of the secrets that the server has. @throws {ApiError} */
export async function loadSecretNames(): Promise<readonly string[]> {
  return (await ask<SecretNames>("GET", "/api/secrets")).names;
}
