import type { Counter, Gauge, Histogram, Registry } from "prom-client";
import { type MetricDefinition, type MetricName, metricTable } from "./metric-table.ts";

type Table = typeof metricTable;
type LabelOf<N extends MetricName> = Table[N]["labels"][number];

/** Names of the metrics of one type. */
export type NameOf<T extends MetricDefinition["type"]> = {
  [N in MetricName]: Table[N]["type"] extends T ? N : never;
}[MetricName];

/** Label values that a metric wants; an empty object where it has none. */
export type LabelsOf<N extends MetricName> = Readonly<Record<LabelOf<N>, string>>;

/** Series of one metric at most; more labels than that are an attack or a fault, and are counted as `other`. */
const seriesLimit = 2000;
/** prom-client is a tenth of the start and nothing needs it then. */
const loadAfterMs = 1000;

/** What prom-client keeps. */
interface Loaded {
  readonly registry: Registry;
  readonly metrics: ReadonlyMap<string, Counter | Gauge | Histogram>;
}

/** The metrics of the table in a registry of their own. Only this file knows prom-client. */
export class MetricRegistry {
  readonly #series = new Map<string, Set<string>>();
  /** What was reported before prom-client was there, in order. */
  readonly #early: ((metrics: Loaded["metrics"]) => void)[] = [];
  #loaded: Loaded | undefined;
  #loading: Promise<Loaded> | undefined;

  /** Loads prom-client a second from now, or when it is first asked for its text. */
  constructor() {
    setTimeout(() => void this.#load(), loadAfterMs).unref();
  }

  /** All metrics in Prometheus' text format. */
  async text(): Promise<string> {
    const { registry } = await this.#load();
    return registry.metrics();
  }

  /** Adds to a counter; nothing for an amount of 0 or less. */
  add<N extends NameOf<"counter">>(name: N, labels: LabelsOf<N>, amount = 1): void {
    if (amount <= 0) return;
    const bounded = this.#bounded(name, labels);
    this.#report((metrics) => (metrics.get(name) as Counter).inc(bounded, amount));
  }

  set<N extends NameOf<"gauge">>(name: N, labels: LabelsOf<N>, value: number): void {
    const bounded = this.#bounded(name, labels);
    this.#report((metrics) => (metrics.get(name) as Gauge).set(bounded, value));
  }

  /** Adds to a gauge that counts what is there now; a negative amount takes away. */
  change<N extends NameOf<"gauge">>(name: N, labels: LabelsOf<N>, amount: number): void {
    const bounded = this.#bounded(name, labels);
    this.#report((metrics) => (metrics.get(name) as Gauge).inc(bounded, amount));
  }

  observe<N extends NameOf<"histogram">>(name: N, labels: LabelsOf<N>, value: number): void {
    const bounded = this.#bounded(name, labels);
    this.#report((metrics) => (metrics.get(name) as Histogram).observe(bounded, value));
  }

  /** Replaces all series of a gauge: what is not among them is there no more. */
  replace<N extends NameOf<"gauge">>(name: N, series: readonly (readonly [LabelsOf<N>, number])[]): void {
    this.#report((metrics) => (metrics.get(name) as Gauge).reset());
    for (const [labels, value] of series) this.set(name, labels, value);
  }

  #report(write: (metrics: Loaded["metrics"]) => void): void {
    if (this.#loaded === undefined) this.#early.push(write);
    else write(this.#loaded.metrics);
  }

  #load(): Promise<Loaded> {
    this.#loading ??= loadMetrics().then((loaded) => {
      this.#loaded = loaded;
      for (const write of this.#early.splice(0)) write(loaded.metrics);
      return loaded;
    });
    return this.#loading;
  }

  #bounded(name: string, labels: Readonly<Record<string, string>>): Record<string, string> {
    const seen = this.#series.get(name) ?? new Set();
    this.#series.set(name, seen);
    const key = JSON.stringify(labels);
    if (seen.has(key)) return { ...labels };
    if (seen.size >= seriesLimit)
      return Object.fromEntries(Object.keys(labels).map((label) => [label, "other"]));
    seen.add(key);
    return { ...labels };
  }
}

async function loadMetrics(): Promise<Loaded> {
  const { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } = await import("prom-client");
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = new Map<string, Counter | Gauge | Histogram>();
  for (const [name, { type, help, labels, buckets }] of Object.entries<MetricDefinition>(metricTable)) {
    const options = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === "counter") metrics.set(name, new Counter(options));
    else if (type === "gauge") metrics.set(name, new Gauge(options));
    else metrics.set(name, new Histogram({ ...options, buckets: [...(buckets ?? [])] }));
  }
  return { registry, metrics };
}
