/** What was there must not be known. */
export const redacted = "[redacted]";

/** Names of fields that hold speech or credentials, in lower case. Their values never leave the process by a log. */
const secretNames = [
  "text",
  "sourcetext",
  "samples",
  "token",
  "listenkey",
  "authorization",
  "secret",
  "cookie",
  "password",
];
const secretKey = new RegExp(`"(?:${secretNames.join("|")})"\\s*:`, "i");
/** Credentials within a string: in an address, a header, a cookie or the protocol of a WebSocket. */
const secretInString =
  /([?&](?:token|secret|key)=|Bearer\s+|patchbay_token=|patchbay\.token\.)[\w.~+/=%-]+/gi;

/** Longest line, in UTF-16 units: a buffer that got into a log by mistake must not fill the disk. */
const maxLineLength = 16_384;
const maxStringLength = 2_000;
const maxItems = 50;

/**
 * A log line without what must not be in it. It looks at the finished JSON, so nothing gets round it: neither child
 * bindings nor serializers nor class instances. A clean line costs one search.
 */
export function redactLine(line: string): string {
  const masked = line.replace(secretInString, `$1${redacted}`);
  const isLong = masked.length > maxLineLength;
  if (!isLong && !secretKey.test(masked)) return masked;
  return `${JSON.stringify(redactValue(JSON.parse(masked), isLong))}\n`;
}

function redactValue(value: unknown, shorten: boolean): unknown {
  if (typeof value === "string") return shorten ? value.slice(0, maxStringLength) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return (shorten ? value.slice(0, maxItems) : value).map((item) => redactValue(item, shorten));
  }
  const entries = Object.entries(value);
  return Object.fromEntries(
    (shorten ? entries.slice(0, maxItems) : entries).map(([key, item]) => [
      key,
      secretNames.includes(key.toLowerCase()) ? redacted : redactValue(item, shorten),
    ]),
  );
}
