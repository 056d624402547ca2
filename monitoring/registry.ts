import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
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

/** The metrics of the table in a registry of their own. Only this file knows prom-client. */
export class MetricRegistry {
  readonly #registry = new Registry();
  readonly #metrics = new Map<string, Counter | Gauge | Histogram>();
  readonly #series = new Map<string, Set<string>>();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    for (const [name, { type, help, labels, buckets }] of Object.entries<MetricDefinition>(metricTable)) {
      const options = { name, help, labelNames: [...labels], registers: [this.#registry] };
      if (type === "counter") this.#metrics.set(name, new Counter(options));
      else if (type === "gauge") this.#metrics.set(name, new Gauge(options));
      else this.#metrics.set(name, new Histogram({ ...options, buckets: [...(buckets ?? [])] }));
    }
  }

  /** MIME type of `text()`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** Adds to a counter; nothing for an amount of 0 or less. */
  add<N extends NameOf<"counter">>(name: N, labels: LabelsOf<N>, amount = 1): void {
    if (amount > 0) (this.#metrics.get(name) as Counter).inc(this.#bounded(name, labels), amount);
  }

  set<N extends NameOf<"gauge">>(name: N, labels: LabelsOf<N>, value: number): void {
    (this.#metrics.get(name) as Gauge).set(this.#bounded(name, labels), value);
  }

  /** Adds to a gauge that counts what is there now; a negative amount takes away. */
  change<N extends NameOf<"gauge">>(name: N, labels: LabelsOf<N>, amount: number): void {
    (this.#metrics.get(name) as Gauge).inc(this.#bounded(name, labels), amount);
  }

  observe<N extends NameOf<"histogram">>(name: N, labels: LabelsOf<N>, value: number): void {
    (this.#metrics.get(name) as Histogram).observe(this.#bounded(name, labels), value);
  }

  /** Replaces all series of a gauge: what is not among them is there no more. */
  replace<N extends NameOf<"gauge">>(name: N, series: readonly (readonly [LabelsOf<N>, number])[]): void {
    (this.#metrics.get(name) as Gauge).reset();
    for (const [labels, value] of series) this.set(name, labels, value);
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
