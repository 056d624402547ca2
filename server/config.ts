import { mkdirSync, statSync } from "node:fs";
import { type Static, type TSchema, Type } from "typebox";
import { Check } from "typebox/schema";
import { FlowError, formatProblem } from "#engine/errors.ts";
import { describeAllowed } from "#engine/flow/config.ts";
import { secretNamePattern } from "#engine/graph/setting.ts";
import { isLoopback } from "#engine/protocol/loopback.ts";

const flag = (description: string) => Type.Boolean({ description, default: true, allowed: "true or false" });

/** A device or a kind of devices: cuda:1, intel-gpu. */
const device = "^[a-z][a-z-]*(:\\d+)?$";

/**
 * Every environment variable that the server reads. `allowed` says in words what a pattern means; the value of a
 * `secret` one is never repeated in a message. `.env.example` shows the same, held together by a test.
 */
export const configSchema = Type.Object({
  ENVIRONMENT: Type.Enum(["development", "test", "production"], {
    description: "Where this server runs; a label in logs and metrics.",
    default: "development",
  }),
  LOG_LEVEL: Type.Enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
    description: "Least level that is logged.",
    default: "info",
  }),
  ENABLE_METRICS: flag("Answer Prometheus at /metrics."),
  MONITORING_ENABLED: flag("Measure the process and its sessions."),
  HOST: Type.String({
    description: "Address to listen on. Any but loopback needs PATCHBAY_TOKEN.",
    default: "127.0.0.1",
    pattern: "^[A-Za-z0-9.:_-]+$",
    allowed: "a host name or an IP address",
  }),
  PORT: Type.Integer({
    description: "Port to listen on; 0 takes any free one.",
    default: 3000,
    minimum: 0,
    maximum: 65535,
  }),
  PATCHBAY_TOKEN: Type.Optional(
    Type.String({
      description: "Secret that every client has to show. Not set: no client is asked, and HOST is loopback.",
      pattern: "^[A-Za-z0-9._~+/=-]{16,}$",
      allowed: "at least 16 letters, digits or . _ ~ + / = -",
      secret: true,
    }),
  ),
  PATCHBAY_DATA: Type.String({
    description: "Folder for flows, sessions and transcripts; made when it is not there.",
    default: "./data",
    minLength: 1,
  }),
  REDIS_URL: Type.Optional(
    Type.String({
      description: "Keep sessions in this Redis instead of the data folder.",
      pattern: "^rediss?://[^\\s/]+(/\\d*)?$",
      allowed: "an address such as redis://127.0.0.1:6379",
      secret: true,
    }),
  ),
  PATCHBAY_MODELS: Type.Optional(
    Type.String({
      description:
        "Folder of installed models, one folder a model; made when it is not there. Not set: models in PATCHBAY_DATA.",
      minLength: 1,
    }),
  ),
  PATCHBAY_MODELS_OFFLINE: Type.Optional(
    Type.String({
      description: "Folder to copy models from in the place of the hub, laid out like it: owner/name/file.",
      minLength: 1,
    }),
  ),
  HF_ENDPOINT: Type.String({
    description: "Hub that models are pulled from; HTTPS_PROXY, HTTP_PROXY and NO_PROXY are respected.",
    default: "https://huggingface.co",
    pattern: "^https?://[^\\s]+$",
    allowed: "an address such as https://huggingface.co",
  }),
  HF_TOKEN: Type.Optional(
    Type.String({
      description:
        "Token for models that the hub does not give to everybody. It is sent to HF_ENDPOINT only.",
      pattern: "^[\\x21-\\x7e]+$",
      allowed: "a token without spaces",
      secret: true,
    }),
  ),
  DEVICE_PREFERENCE: Type.Optional(
    Type.Array(Type.String({ pattern: device }), {
      description: "Devices to use, best first, for nodes that name none, of those that their type runs on.",
      minItems: 1,
      allowed: "a comma list of devices such as npu,cuda:1,cpu",
    }),
  ),
  FALLBACK_DEVICE: Type.String({
    description: "Device for everything that no other one can take.",
    default: "cpu",
    pattern: device,
    allowed: "a device such as cpu",
  }),
  CPU_THREADS: Type.Optional(
    Type.Integer({
      description: "Worker threads of the device cpu. Not set: one a core that it may use, at most 4.",
      minimum: 1,
      maximum: 64,
    }),
  ),
  PATCHBAY_ORIGINS: Type.Array(Type.String({ pattern: "^https?://[^/\\s,]+$" }), {
    description: "Further origins whose pages may use this server; a proxy's public one, say.",
    default: [],
    allowed: "a comma list of origins such as https://captions.example.org",
  }),
});

type Variables = Static<typeof configSchema>;

/** How the server runs, checked. */
export interface Config {
  readonly environment: Variables["ENVIRONMENT"];
  readonly logLevel: Variables["LOG_LEVEL"];
  readonly metricsEnabled: boolean;
  readonly monitoringEnabled: boolean;
  readonly host: string;
  readonly port: number;
  /** Undefined on loopback only. */
  readonly token: string | undefined;
  readonly dataFolder: string;
  readonly redisUrl: string | undefined;
  readonly devicePreference: readonly string[] | undefined;
  readonly fallbackDevice: string;
  /** Undefined: as many as the machine suggests. */
  readonly cpuThreads: number | undefined;
  /** Origins allowed beside the server's own. */
  readonly origins: readonly string[];
  /** Names of the secrets that this server has for settings marked `secret`, in alphabetical order. */
  readonly secretNames: readonly string[];
}

/** Settings that the server cannot start with, all at once. */
export class InvalidConfig extends Error {
  /** One an environment variable, named by `field`. */
  readonly problems: readonly FlowError[];

  constructor(problems: readonly FlowError[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "InvalidConfig";
    this.problems = problems;
  }
}

/**
 * Reads the server's settings. A variable that is empty counts as not set.
 * @throws {InvalidConfig} with a `config.invalid` for every variable that is wrong
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const { values, problems } = readVariables(env, Object.keys(configSchema.properties));
  if (typeof values["HOST"] === "string" && !isLoopback(values["HOST"]) && !env["PATCHBAY_TOKEN"]?.trim()) {
    problems.push(unprotected(values["HOST"]));
  }
  problems.push(...folderProblems(values));
  if (problems.length > 0) throw new InvalidConfig(problems);
  return { ...toConfig(values as unknown as Variables), secretNames: secretNames(env) };
}

/** A secret for flows is a variable of its own. */
const secretPrefix = "PATCHBAY_SECRET_";

function secretNames(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env)
    .filter(([variable, value]) => variable.startsWith(secretPrefix) && Boolean(value?.trim()))
    .map(([variable]) => variable.slice(secretPrefix.length))
    .filter((name) => secretNamePattern.test(name))
    .sort();
}

/** The settings of the devices, for a command that is no server. */
export type DeviceSettings = Pick<Config, "devicePreference" | "fallbackDevice" | "cpuThreads">;

/** Reads them like `loadConfig`, whatever the other variables say. @throws {InvalidConfig} */
export function loadDeviceSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): DeviceSettings {
  const { values, problems } = readVariables(env, ["DEVICE_PREFERENCE", "FALLBACK_DEVICE", "CPU_THREADS"]);
  if (problems.length > 0) throw new InvalidConfig(problems);
  const { DEVICE_PREFERENCE, FALLBACK_DEVICE, CPU_THREADS } = values as unknown as Variables;
  return { devicePreference: DEVICE_PREFERENCE, fallbackDevice: FALLBACK_DEVICE, cpuThreads: CPU_THREADS };
}

function readVariables(env: Readonly<Record<string, string | undefined>>, names: readonly string[]) {
  const problems: FlowError[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries<TSchema>(configSchema.properties)) {
    if (!names.includes(name)) continue;
    const text = env[name]?.trim() || undefined;
    const value = text === undefined ? defaultOf(schema) : parse(text, schema);
    if (text !== undefined && !Check(schema, value)) problems.push(refusal(name, text, schema));
    else values[name] = value;
  }
  return { values, problems };
}

function toConfig(values: Variables): Omit<Config, "secretNames"> {
  return {
    environment: values.ENVIRONMENT,
    logLevel: values.LOG_LEVEL,
    metricsEnabled: values.ENABLE_METRICS,
    monitoringEnabled: values.MONITORING_ENABLED,
    host: values.HOST,
    port: values.PORT,
    token: values.PATCHBAY_TOKEN,
    dataFolder: values.PATCHBAY_DATA,
    redisUrl: values.REDIS_URL,
    devicePreference: values.DEVICE_PREFERENCE,
    fallbackDevice: values.FALLBACK_DEVICE,
    cpuThreads: values.CPU_THREADS,
    origins: values.PATCHBAY_ORIGINS.map((origin) => origin.toLowerCase()),
  };
}

/** The folder of models has to be there or be made, and the one to copy from has to be there, before somebody needs it. */
function folderProblems(values: Record<string, unknown>): FlowError[] {
  const { PATCHBAY_MODELS: models, PATCHBAY_MODELS_OFFLINE: offline } = values;
  const problems: FlowError[] = [];
  if (typeof models === "string") {
    try {
      mkdirSync(models, { recursive: true });
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code;
      const message = `The folder ${models} is not there and cannot be made (${reason}).`;
      const hint = "Name a folder that this user may write to.";
      problems.push(new FlowError("config.invalid", { field: "PATCHBAY_MODELS", message, hint, cause }));
    }
  }
  if (typeof offline === "string" && statSync(offline, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const message = `There is no folder ${offline}.`;
    const hint = "Name a folder that is laid out like the hub, or leave it out.";
    problems.push(new FlowError("config.invalid", { field: "PATCHBAY_MODELS_OFFLINE", message, hint }));
  }
  return problems;
}

function defaultOf(schema: TSchema): unknown {
  return (schema as { default?: unknown }).default;
}

/** The text as its schema's type, or as it stands where it is none of that type. */
function parse(text: string, schema: TSchema): unknown {
  const { type } = schema as { type?: string };
  if (type === "integer") return /^\d+$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (type === "array") return text.split(",").map((item) => item.trim());
  return text;
}

function refusal(name: string, text: string, schema: TSchema): FlowError {
  const facts = schema as { allowed?: string; secret?: boolean };
  return new FlowError("config.invalid", {
    field: name,
    message: facts.secret === true ? "The value is not allowed." : `"${text}" is not allowed.`,
    hint: `Give ${facts.allowed ?? describeAllowed(schema)}.`,
  });
}

function unprotected(host: string): FlowError {
  return new FlowError("config.invalid", {
    field: "HOST",
    message: `"${host}" can be reached from other machines, and no token protects it.`,
    hint: "Set PATCHBAY_TOKEN to a secret of at least 16 characters, or HOST to 127.0.0.1.",
  });
}
