import { afterEach, expect, test, vi } from "vitest";
import { ApiError, ask } from "./client.ts";

afterEach(() => vi.unstubAllGlobals());

/** What comes of a question when the server answers so. */
async function askWith(answer: () => Promise<Response>, alsoFine?: number): Promise<unknown> {
  vi.stubGlobal("fetch", answer);
  return ask("GET", "/api/x", alsoFine === undefined ? {} : { alsoFine }).catch((error: unknown) => error);
}

test("an answer comes as it is, nothing as undefined, and a status that is fine here as an answer", async () => {
  expect(await askWith(async () => Response.json({ a: 1 }))).toEqual({ a: 1 });
  expect(await askWith(async () => new Response(null, { status: 204 }))).toBeUndefined();
  const degraded = async () => Response.json({ status: "degraded" }, { status: 503 });
  expect(await askWith(degraded, 503)).toEqual({ status: "degraded" });
});

test("every failure is one kind of error: what the server said, its status, that it is away, or that it is late", async () => {
  const error = { code: "session.over", message: "The session has ended.", hint: "Start a new session." };
  const said = await askWith(async () => Response.json({ error }, { status: 409 }));
  expect(said).toBeInstanceOf(ApiError);
  expect(said).toMatchObject({
    status: 409,
    code: "session.over",
    hint: "Start a new session.",
    line: "The session has ended. Start a new session.",
  });
  expect(await askWith(async () => new Response("<html>", { status: 502 }))).toMatchObject({
    status: 502,
    line: "The server answered 502.",
  });
  const failing = (reason: Error) => askWith(() => Promise.reject(reason));
  expect(await failing(new TypeError("Failed to fetch"))).toMatchObject({
    status: 0,
    message: "The server was not reached.",
  });
  expect(await failing(new DOMException("late", "TimeoutError"))).toMatchObject({
    status: 0,
    message: "The server takes too long to answer.",
  });
});
