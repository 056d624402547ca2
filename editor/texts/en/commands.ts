export const commands = {} as const satisfies Record<string, string>;
