import { type Static, type TSchema, Type } from "typebox";
import { Check } from "typebox/schema";
import { FlowError, formatProblem } from "#engine/errors.ts";
import { describeAllowed } from "#engine/flow/config.ts";
import { isLoopback } from "#engine/loopback.ts";

const flag = (description: string) => Type.Boolean({ description, default: true, allowed: "true or false" });

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
    Type.String({ description: "Folder of installed models, one folder a model.", minLength: 1 }),
  ),
  DEVICE_PREFERENCE: Type.Optional(
    Type.Array(Type.String({ pattern: "^[a-z]+(:\\d+)?$" }), {
      description: "Devices to use, best first, for nodes that name none.",
      minItems: 1,
      allowed: "a comma list of devices such as npu,cuda:1,cpu",
    }),
  ),
  FALLBACK_DEVICE: Type.String({
    description: "Device for everything that no other one can take.",
    default: "cpu",
    pattern: "^[a-z]+(:\\d+)?$",
    allowed: "a device such as cpu",
  }),
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
  readonly modelsFolder: string | undefined;
  readonly devicePreference: readonly string[] | undefined;
  readonly fallbackDevice: string;
  /** Origins allowed beside the server's own. */
  readonly origins: readonly string[];
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
  const problems: FlowError[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries<TSchema>(configSchema.properties)) {
    const text = env[name]?.trim() || undefined;
    const value = text === undefined ? defaultOf(schema) : parse(text, schema);
    if (text !== undefined && !Check(schema, value)) problems.push(refusal(name, text, schema));
    else values[name] = value;
  }
  if (typeof values["HOST"] === "string" && !isLoopback(values["HOST"]) && !env["PATCHBAY_TOKEN"]?.trim()) {
    problems.push(unprotected(values["HOST"]));
  }
  if (problems.length > 0) throw new InvalidConfig(problems);
  return toConfig(values as unknown as Variables);
}

function toConfig(values: Variables): Config {
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
    modelsFolder: values.PATCHBAY_MODELS,
    devicePreference: values.DEVICE_PREFERENCE,
    fallbackDevice: values.FALLBACK_DEVICE,
    origins: values.PATCHBAY_ORIGINS.map((origin) => origin.toLowerCase()),
  };
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
    mend: `Give ${facts.allowed ?? describeAllowed(schema)}.`,
  });
}

function unprotected(host: string): FlowError {
  return new FlowError("config.invalid", {
    field: "HOST",
    message: `"${host}" can be reached from other machines, and no token protects it.`,
    mend: "Set PATCHBAY_TOKEN to a secret of at least 16 characters, or HOST to 127.0.0.1.",
  });
}
