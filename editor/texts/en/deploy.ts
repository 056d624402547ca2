export const deploy = {} as const satisfies Record<string, string>;
