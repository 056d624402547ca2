/** Longest name of a person, in UTF-16 units. */
export const longestName = 64;

/** Header of a request that says who asks, percent-encoded, in lower case as Node.js has it. */
export const nameHeader = "x-patchbay-name";
