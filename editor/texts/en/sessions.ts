export const sessions = {} as const satisfies Record<string, string>;
