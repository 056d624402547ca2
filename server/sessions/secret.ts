import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { FlowError } from "#engine/errors.ts";
import type { StoredSession } from "./store.ts";

/** What lets one client, and nobody else, take its session up again; and what is stored of it. */
export function newSecret(): { readonly secret: string; readonly secretHash: string } {
  const secret = randomBytes(24).toString("base64url");
  return { secret, secretHash: hash(secret) };
}

/** @throws {FlowError} `session.secret` when it is not the session's */
export function checkSecret({ secretHash }: Pick<StoredSession, "secretHash">, secret: string): void {
  if (timingSafeEqual(Buffer.from(secretHash), Buffer.from(hash(secret)))) return;
  throw new FlowError("session.secret", { field: "resume.secret" });
}

function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
