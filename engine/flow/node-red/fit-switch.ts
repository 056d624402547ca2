import { type Entry, isRecord, listOf, numberOf, own, textOf } from "./entries.ts";

const texts = ["type", "language", "text", "sourceLanguage", "sourceText", "hypothesis", "state", "name"];
const numbers = [
  "speaker",
  "segmentId",
  "similarity",
  "languageProbability",
  "averageLogProbability",
  "noSpeechProbability",
];

/** Node-RED's tests, and the operators that do the same. */
const numberTests = new Map([
  ["eq", "equals"],
  ["lt", "less"],
  ["gt", "greater"],
]);
const textTests = new Map([
  ["eq", "equals"],
  ["cont", "contains"],
]);

/** Config of a Patchbay switch that does the same, or why there is none. */
export type SwitchFit = { readonly config: Record<string, string> } | { readonly reason: string };

/**
 * Node-RED's switch has a list of rules, Patchbay's one condition and the rest. They agree where the first rule
 * asks for a property that packets have, and the second, if any, is `otherwise`.
 */
export function fitSwitch({ raw }: Entry): SwitchFit {
  const property = textOf(raw, "property");
  const rules = listOf(own(raw, "rules"));
  const [rule, other] = rules;
  if ((textOf(raw, "propertyType") || "msg") !== "msg" || ![...texts, ...numbers].includes(property)) {
    return { reason: `Packets of Patchbay have no "${property}" that a switch could ask for.` };
  }
  if (!isRecord(rule) || rules.length > 2 || (other !== undefined && !isElse(other))) {
    return { reason: "A switch of Patchbay has one condition and the rest, this one has other rules." };
  }
  const condition = own(raw, "repair") === true ? undefined : fitRule(rule, numbers.includes(property));
  if (condition === undefined) {
    return { reason: `A switch of Patchbay does not compare as the rule "${textOf(rule, "t")}" does.` };
  }
  return { config: { property, ...condition } };
}

function isElse(rule: unknown): boolean {
  return isRecord(rule) && textOf(rule, "t") === "else";
}

function fitRule(
  rule: Record<string, unknown>,
  isNumber: boolean,
): { operator: string; value: string } | undefined {
  const [test, kind] = [textOf(rule, "t"), textOf(rule, "vt") || "str"];
  const number = kind === "num" && isNumber ? numberOf(own(rule, "v")) : undefined;
  if (number !== undefined) {
    const operator = numberTests.get(test);
    return operator === undefined ? undefined : { operator, value: String(number) };
  }
  const operator = kind === "str" && !isNumber ? textTests.get(test) : undefined;
  return operator === undefined ? undefined : { operator, value: textOf(rule, "v") };
}
