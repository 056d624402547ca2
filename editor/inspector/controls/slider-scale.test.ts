import { expect, test } from "vitest";
import { catalogue } from "../../document/catalogue.ts";
import { fieldsOf } from "../../document/field-kind.ts";
import { sliderScale, stepped } from "./slider-scale.ts";

const sliders = [...catalogue.values()].flatMap((definition) =>
  fieldsOf(definition)
    .filter(({ kind }) => kind === "slider")
    .map(({ name, schema }) => ({ name: `${definition.type}.${name}`, schema })),
);

test.each(sliders)(
  "$name: both ends are reached, values rise, and every one leads back to its place",
  ({ schema }) => {
    const scale = sliderScale(schema);
    expect(scale.toValue(0)).toBe(schema.minimum);
    expect(scale.toValue(scale.positions)).toBe(schema.maximum);
    expect(scale.positions).toBeLessThanOrEqual(250);
    for (let position = 1; position <= scale.positions; position++) {
      const value = scale.toValue(position);
      expect(value).toBeGreaterThanOrEqual(scale.toValue(position - 1));
      if (schema.type === "integer") expect(Number.isInteger(value)).toBe(true);
      expect(scale.toValue(scale.toPosition(value))).toBe(value);
    }
  },
);

test.each(sliders)("$name: stepping goes all the way up and down and never sticks", ({ schema }) => {
  const scale = sliderScale(schema);
  let value = scale.toValue(0);
  for (let step = 0; value !== schema.maximum; step++) {
    const next = stepped(scale, value, 1);
    expect(next).toBeGreaterThan(value);
    expect(step).toBeLessThan(300);
    value = next;
  }
  while (value !== schema.minimum) {
    const next = stepped(scale, value, -1);
    expect(next).toBeLessThan(value);
    value = next;
  }
});

test("steps are round", () => {
  const { toValue } = sliderScale({ type: "number", minimum: 0.01, maximum: 0.99 });
  expect(toValue(49)).toBe(0.5);
  const pause = sliderScale({ type: "integer", minimum: 100, maximum: 2000 });
  expect([pause.toValue(1), pause.toValue(10)]).toEqual([120, 300]);
});

test("a value beyond the range is at the end of the slider", () => {
  const scale = sliderScale({ type: "integer", minimum: 1, maximum: 1_000_000 });
  expect(scale.toPosition(-5)).toBe(0);
  expect(scale.toPosition(5e9)).toBe(scale.positions);
});
