import { expect, test } from "vitest";
import { loadConfig } from "#server/config.ts";
import { startApp } from "./testing.ts";

test("the names of secrets are answered, never their values", async () => {
  const { secretNames } = loadConfig({ PATCHBAY_SECRET_HUB_KEY: "do-not-tell" });
  const { app, close } = await startApp({ settings: { secretNames } });
  const answer = await app.inject("/api/secrets");
  expect(answer.json()).toEqual({ names: ["HUB_KEY"] });
  await close();
});
