import "./facts.css";
/** A figure with its name. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** Whether somebody should look at it. */
  readonly isBad?: boolean;
}

/** Figures beside each other, each under its name. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="ops-facts figures">
      {facts.map(({ name, value, isBad }) => (
        <div key={name} {...(isBad ? { "data-bad": "" } : {})}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
