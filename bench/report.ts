import os from "node:os";

/** What a figure has to reach. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** How a figure is printed. */
export interface FigureOptions {
  /** Row text of the table, with the unit: "peak RSS, MB". */
  readonly label: string;
  /** Default: none, the figure only informs. */
  readonly goal?: Goal;
}

/** The last line of every bench, as JSON. */
export interface Summary {
  readonly bench: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly goals: Readonly<Record<string, Goal>>;
  /** All goals met. */
  readonly holds: boolean;
}

/** Whether a value meets its goal. */
export function meets(value: number, goal: Goal): boolean {
  return "atLeast" in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/**
 * Prints a bench as it goes, row by row, and at last one line of JSON. A missed goal shows in `holds` and
 * not in the exit code: that one says whether the bench could run.
 */
export class Report {
  readonly #bench: string;
  readonly #figures: Record<string, number> = {};
  readonly #goals: Record<string, Goal> = {};

  constructor(bench: string) {
    this.#bench = bench;
    const cpu = os.cpus()[0]?.model ?? "unknown CPU";
    const load = os.loadavg()[0]?.toFixed(1);
    console.log(
      `${bench}: Node ${process.versions.node}, ${os.availableParallelism()} x ${cpu}, load ${load}`,
    );
  }

  /** Heads the rows that follow. */
  section(title: string): void {
    console.log(`\n${title}`);
  }

  /** Says something beside the figures. */
  note(text: string): void {
    console.log(`  ${text}`);
  }

  /**
   * Records a figure under a camelCase name that holds its unit, and prints its row.
   * @throws {RangeError} when the value is no finite number, since JSON cannot carry it.
   */
  figure(name: string, value: number, { label, goal }: FigureOptions): void {
    if (!Number.isFinite(value)) throw new RangeError(`figure ${name} is ${value}`);
    this.#figures[name] = Number(value.toPrecision(4));
    if (goal !== undefined) this.#goals[name] = goal;
    console.log(
      `  ${label.padEnd(58)} ${formatFigure(value).padStart(12)}  ${describe(value, goal)}`.trimEnd(),
    );
  }

  /** Prints the line of JSON and answers what it says. */
  finish(): Summary {
    const figures = this.#figures;
    const goals = this.#goals;
    const holds = Object.entries(goals).every(([name, goal]) => meets(figures[name] as number, goal));
    const summary: Summary = { bench: this.#bench, figures, goals, holds };
    console.log(`\n${JSON.stringify(summary)}`);
    return summary;
  }
}

function formatFigure(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

function describe(value: number, goal: Goal | undefined): string {
  if (goal === undefined) return "";
  const wanted = "atLeast" in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `goal ${wanted}: ${meets(value, goal) ? "met" : "MISSED"}`;
}
