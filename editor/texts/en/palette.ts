export const palette = {} as const satisfies Record<string, string>;
