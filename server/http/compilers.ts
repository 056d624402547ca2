import { createRequire } from "node:module";
import type { FastifyServerOptions } from "fastify";

type Compilers = NonNullable<NonNullable<FastifyServerOptions["schemaController"]>["compilersFactory"]>;
/** Returns what is wrong with some data, where something is. */
type Validate = ((data: unknown) => unknown) & { readonly errors?: unknown };
type BuildValidator = (schemas: unknown, options: unknown) => (route: unknown) => Validate;

const require = createRequire(import.meta.url);

/**
 * How fastify turns schemas into functions. Ajv is loaded, and a validator compiled, when a route is first asked
 * something: all of them at once are a fifth of the start. Answers are typed where they are made, so plain
 * `JSON.stringify` writes them; their schemas are for the API's document.
 */
export const lazyCompilers = {
  buildValidator: ((schemas, options) => {
    let compile: ReturnType<BuildValidator> | undefined;
    return (route) => {
      let validate: Validate | undefined;
      return (data) => {
        compile ??= ajvCompiler()(schemas, options);
        validate ??= compile(route);
        return validate(data) || { error: validate.errors };
      };
    };
  }) satisfies BuildValidator,
  buildSerializer: () => () => JSON.stringify,
} as unknown as Compilers; // fastify's types want Ajv's own functions; what it calls is what stands here

function ajvCompiler(): BuildValidator {
  const { AjvCompiler } = require("@fastify/ajv-compiler") as { AjvCompiler: () => BuildValidator };
  return AjvCompiler();
}
