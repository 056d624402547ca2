import { FlowError } from "#engine/errors.ts";
import type { ConfigOf } from "#engine/graph/definition.ts";
import { defineRuntime } from "#engine/runtime/define-runtime.ts";
import { definition } from "./definition.ts";

type Config = ConfigOf<typeof definition>;

export const switchNode = defineRuntime(definition, (ctx, config) => {
  let meets: (value: unknown) => boolean = () => false;
  return {
    open() {
      meets = compileCondition(config.current);
    },
    process(_port, packet) {
      const value = (packet as unknown as Record<string, unknown>)[config.current.property];
      ctx.emit(value !== undefined && meets(value) ? "match" : "otherwise", packet);
    },
  };
});

function compileCondition({ operator, value }: Config): (actual: unknown) => boolean {
  switch (operator) {
    case "equals":
      return (actual) => String(actual) === value;
    case "contains":
      return (actual) => String(actual).includes(value);
    case "matches": {
      const pattern = compilePattern(value);
      return (actual) => pattern.test(String(actual));
    }
    case "less":
      return (actual) => Number(actual) < Number(value);
    case "greater":
      return (actual) => Number(actual) > Number(value);
  }
}

function compilePattern(source: string): RegExp {
  try {
    return new RegExp(source, "u");
  } catch (cause) {
    throw new FlowError("config.invalid", {
      field: "value",
      message: `"${source}" is no regular expression.`,
      hint: "Fix the expression, or use the operator contains.",
      cause,
    });
  }
}
