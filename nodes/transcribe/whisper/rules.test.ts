import { expect, test } from "vitest";
import { chooseToken, type LogitRules } from "./rules.ts";

// Vocabulary: text 0-4, end 5, start 6, no-timestamps 7, then timestamps of 0-11 steps.
const end = 5;
const time = (steps: number) => 8 + steps;
const rules: LogitRules = {
  endOfText: end,
  timestampBegin: time(0),
  suppressed: [4, 6, 7],
  maxInitialTimestampIndex: 3,
};

/** Logits of 0, but for those named. */
function choose(sampled: readonly number[], named: Readonly<Record<number, number>>, with_ = rules) {
  const logits = new Float32Array(20);
  for (const [token, logit] of Object.entries(named)) logits[Number(token)] = logit;
  return chooseToken(logits, sampled, with_);
}

test("the first token is a timestamp, no later than the initial limit", () => {
  expect(choose([], { 2: 9, [end]: 9, [time(9)]: 9, [time(3)]: 1 }).token).toBe(time(3));
  const unlimited = { ...rules, maxInitialTimestampIndex: undefined };
  expect(choose([], { 2: 9, [time(9)]: 9 }, unlimited).token).toBe(time(9));
});

test("the first timestamp is followed by text or the end, not by another timestamp", () => {
  expect(choose([time(0)], { [time(5)]: 9, 2: 5 }).token).toBe(2);
  expect(choose([time(0)], { [time(5)]: 9, [end]: 5 }).token).toBe(end);
});

test("a timestamp after text is followed by another one or the end, not by text", () => {
  expect(choose([time(0), 1, time(4)], { 2: 9, [time(4)]: 5 }).token).toBe(time(4));
  expect(choose([time(0), 1, time(4)], { 2: 9, [end]: 5 }).token).toBe(end);
});

test("a pair of timestamps is followed by text or the end", () => {
  expect(choose([time(0), 1, time(4), time(4)], { [time(6)]: 9, 2: 5 }).token).toBe(2);
});

test("timestamps never go back, and a stretch of text takes time", () => {
  const goBack = { [time(2)]: 9, [time(4)]: 8, [time(5)]: 7 };
  expect(choose([time(0), 1, time(4)], goBack).token).toBe(time(4));
  expect(choose([time(0), 1, time(4), time(4), 2], goBack).token).toBe(time(5));
  expect(choose([time(4), 2], goBack).token).toBe(time(5));
});

test("suppressed tokens are never chosen", () => {
  expect(choose([time(0)], { 4: 9, 6: 9, 7: 9, 3: 1 }).token).toBe(3);
});

test("timestamps win when together they are likelier than the best text token", () => {
  // Ten timestamps of e^1 each outweigh one text token of e^3, nine of e^0.5 do not.
  const times = (logit: number) =>
    Object.fromEntries(Array.from({ length: 12 }, (_, at) => [time(at), logit]));
  expect(choose([time(1), 2], { ...times(1), [time(4)]: 1.1, 3: 3 }).token).toBe(time(4));
  expect(choose([time(1), 2], { ...times(0.5), 3: 3 }).token).toBe(3);
});

test("the log-probability is that among the tokens which the rules left", () => {
  // Left are the text tokens 0-3 and the end: one of e^2 beside four of e^0.
  const text = choose([time(0)], { 2: 2, 4: 9, [time(5)]: 9 });
  expect(text.logProbability).toBeCloseTo(2 - Math.log(Math.exp(2) + 4), 5);
  // Left are the timestamps 0-3: one of e^1 beside three of e^0.
  const first = choose([], { 2: 9, [time(1)]: 1 });
  expect(first).toEqual({ token: time(1), logProbability: expect.closeTo(1 - Math.log(Math.E + 3), 5) });
});
