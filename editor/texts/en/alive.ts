export const alive = {} as const satisfies Record<string, string>;
