import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TSchema } from "typebox";
import { expect, test } from "vitest";
import { describeAllowed } from "#engine/flow/config.ts";
import { configSchema, InvalidConfig, loadConfig, loadDeviceSettings } from "./config.ts";

const token = "0123456789abcdef";

function problemsOf(env: Record<string, string>) {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems;
    throw error;
  }
  return [];
}

test("without any variable the server is on loopback, with everything embedded", () => {
  expect(loadConfig({})).toEqual({
    environment: "development",
    logLevel: "info",
    metricsEnabled: true,
    monitoringEnabled: true,
    host: "127.0.0.1",
    port: 3000,
    token: undefined,
    dataFolder: "./data",
    redisUrl: undefined,
    devicePreference: undefined,
    fallbackDevice: "cpu",
    cpuThreads: undefined,
    origins: [],
    secretNames: [],
  });
});

test("values are read by their type: numbers, true and false, comma lists", () => {
  const config = loadConfig({
    PORT: "0",
    ENABLE_METRICS: "false",
    DEVICE_PREFERENCE: "npu, cuda:1 ,cpu",
    PATCHBAY_ORIGINS: "https://Captions.example.org",
    REDIS_URL: "rediss://user:word@redis.example.org:6380/2",
  });
  expect(config).toMatchObject({
    port: 0,
    metricsEnabled: false,
    devicePreference: ["npu", "cuda:1", "cpu"],
    origins: ["https://captions.example.org"],
  });
});

test("the settings of the devices are read alone too, whatever the others say", () => {
  const env = {
    HOST: "0.0.0.0",
    DEVICE_PREFERENCE: "intel-gpu,cuda:1",
    FALLBACK_DEVICE: "webgpu:0",
    CPU_THREADS: "3",
  };
  expect(loadDeviceSettings(env)).toEqual({
    devicePreference: ["intel-gpu", "cuda:1"],
    fallbackDevice: "webgpu:0",
    cpuThreads: 3,
  });
  expect(() => loadDeviceSettings({ DEVICE_PREFERENCE: "the best" })).toThrow(InvalidConfig);
});

test("every bad value is named at once, with the variable and what it may be", () => {
  const problems = problemsOf({
    ENVIRONMENT: "staging",
    LOG_LEVEL: "loud",
    ENABLE_METRICS: "yes",
    PORT: "70000",
    HOST: "bad host",
    PATCHBAY_TOKEN: "short",
    REDIS_URL: "http://redis",
    DEVICE_PREFERENCE: "npu,,cpu",
    PATCHBAY_ORIGINS: "captions.example.org",
  });
  expect(problems.map(({ code, field }) => [code, field])).toEqual(
    [
      "ENVIRONMENT",
      "LOG_LEVEL",
      "ENABLE_METRICS",
      "HOST",
      "PORT",
      "PATCHBAY_TOKEN",
      "REDIS_URL",
      "DEVICE_PREFERENCE",
      "PATCHBAY_ORIGINS",
    ].map((field) => ["config.invalid", field]),
  );
  expect(problems[0]?.hint).toBe("Give one of development, test, production.");
  expect(problems[4]).toMatchObject({
    message: '"70000" is not allowed.',
    hint: "Give a whole number from 0 to 65535.",
  });
});

test.each(["3000.5", "3e3", "-1", "0x10", "3000 4000"])("port %s is refused", (PORT) => {
  expect(problemsOf({ PORT }).map(({ field }) => field)).toEqual(["PORT"]);
});

test("a folder of models is made, and one that cannot be made or copied from is named before the server starts", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "patchbay-config-")), "new", "models");
  loadConfig({ PATCHBAY_MODELS: folder });
  expect(existsSync(folder)).toBe(true);
  const file = join(folder, "file");
  writeFileSync(file, "");
  const problems = problemsOf({ PATCHBAY_MODELS: join(file, "models"), PATCHBAY_MODELS_OFFLINE: file });
  expect(problems.map(({ code, field }) => [code, field])).toEqual([
    ["config.invalid", "PATCHBAY_MODELS"],
    ["config.invalid", "PATCHBAY_MODELS_OFFLINE"],
  ]);
});

test("a variable that is empty counts as not set", () => {
  expect(loadConfig({ PORT: "", PATCHBAY_TOKEN: " ", REDIS_URL: "" })).toEqual(loadConfig({}));
});

test("a secret is never repeated in a message", () => {
  const problems = problemsOf({ PATCHBAY_TOKEN: "hunter2", REDIS_URL: "redis//:hunter2@redis" });
  expect(problems).toHaveLength(2);
  for (const { message, hint } of problems) expect(message + hint).not.toContain("hunter2");
});

test.each([
  "0.0.0.0",
  "::",
  "192.168.1.4",
  "captions.example.org",
  "127.0.0.1.example.org",
  "::ffff:1.2.3.4",
])("a host that others can reach is refused without a token and taken with one: %s", (HOST) => {
  const [problem] = problemsOf({ HOST });
  expect(problem).toMatchObject({ code: "config.invalid", field: "HOST" });
  expect(problem?.hint).toContain("PATCHBAY_TOKEN");
  expect(loadConfig({ HOST, PATCHBAY_TOKEN: token })).toMatchObject({ host: HOST, token });
});

test.each(["127.0.0.1", "127.8.9.1", "::1", "localhost"])("no token is needed on %s", (HOST) => {
  expect(loadConfig({ HOST })).toMatchObject({ host: HOST, token: undefined });
});

test(".env.example names every variable in the schema's order, with its comment, what is allowed and its default", () => {
  const file = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const blocks = file.trim().split("\n\n").slice(1);
  const expected = Object.entries<TSchema>(configSchema.properties).map(([name, schema]) => {
    const facts = schema as { description?: string; allowed?: string; default?: unknown; pattern?: string };
    const words = facts.allowed ?? describeAllowed(schema);
    const allowed = words.startsWith("a string") ? [] : [`# ${words[0]?.toUpperCase()}${words.slice(1)}.`];
    return [`# ${facts.description}`, ...allowed, `#${name}=${facts.default ?? ""}`].join("\n");
  });
  expect(blocks).toEqual(expected);
});

test("the lines of .env.example, taken as they stand, are the defaults", () => {
  const file = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const env = Object.fromEntries(
    [...file.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(Object.keys(env)).toHaveLength(Object.keys(configSchema.properties).length);
  expect(loadConfig(env)).toEqual(loadConfig({}));
});

test("secrets for flows are known by their names; what is empty or no name is none", () => {
  const env = {
    PATCHBAY_SECRET_HUB_KEY: "k1",
    PATCHBAY_SECRET_A: "k2",
    PATCHBAY_SECRET_B: " ",
    PATCHBAY_SECRET_c: "k3",
  };
  const config = loadConfig(env);
  expect(config.secretNames).toEqual(["A", "HUB_KEY"]);
  expect(JSON.stringify(config)).not.toMatch(/k[123]/);
});
