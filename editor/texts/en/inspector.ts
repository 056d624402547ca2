export const inspector = {} as const satisfies Record<string, string>;
