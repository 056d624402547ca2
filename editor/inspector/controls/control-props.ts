import type { Field } from "../../document/field-kind.ts";

/** What every control of a setting gets. */
export interface ControlProps {
  readonly field: Field;
  /** Tells the setting from all others of the page, for what goes on when its control is gone. */
  readonly place: string;
  /** The value in force: the document's, else the default. */
  readonly value: unknown;
  /** Attributes of the element that takes the focus first. */
  readonly aria: ControlAria;
  /** Id of the label, for groups. */
  readonly labelId: string;
  /** A value on the way, while somebody drags: for running sessions, not for the document. */
  preview(value: unknown): void;
  /** A value for the document; undefined goes back to the default. */
  commit(value: unknown): void;
  /** Says what is wrong with what is typed, when it cannot even become a value; undefined: nothing. */
  complain(message: string | undefined): void;
}

/** Names and describes a control to a screen reader. */
export interface ControlAria {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean;
}
