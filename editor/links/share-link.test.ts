import { expect, test } from "vitest";
import { shareLink } from "./share-link.ts";

test("a link for listeners carries the session's key, and nothing of the speaker's address", () => {
  const page = "https://talk.example/live?token=hidden#top";
  expect(shareLink({ sessionId: "one" }, page)).toBe("https://talk.example/watch/one");
  expect(shareLink({ sessionId: "one", listenKey: "k-_1" }, page)).toBe(
    "https://talk.example/watch/one?key=k-_1",
  );
});
