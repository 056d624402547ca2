export const transfer = {} as const satisfies Record<string, string>;
