import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** 128 bit: nobody guesses it, and it is short enough for a QR code that a phone reads from afar. */
const keyBytes = 16;

/**
 * Keys that let somebody read one session's captions, and nothing else. They follow from the server's token, so none
 * is kept, and with another token they are all void. The token cannot be found from them (HKDF, RFC 5869; HMAC-SHA256).
 */
export class ListenKeys {
  readonly #secret: Uint8Array;

  constructor(token: string) {
    this.#secret = new Uint8Array(hkdfSync("sha256", token, "", "patchbay listen key 1", 32));
  }

  /** The key of a session: 22 characters of base64url. */
  keyOf(sessionId: string): string {
    return this.#digest(sessionId).toString("base64url");
  }

  /** Whether a key is the session's. Takes the same time whatever is wrong with it. */
  opens(sessionId: string, key: string): boolean {
    const given = Buffer.from(key, "base64url");
    return given.length === keyBytes && timingSafeEqual(given, this.#digest(sessionId));
  }

  #digest(sessionId: string): Buffer {
    return createHmac("sha256", this.#secret).update(sessionId).digest().subarray(0, keyBytes);
  }
}
