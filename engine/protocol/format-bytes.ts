const units = ["bytes", "kB", "MB", "GB"];

/** Bytes for people, in powers of a thousand: 912 bytes, 2.3 MB, 3.1 GB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let at = 0;
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1000;
    at++;
  }
  return `${at === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[at]}`;
}
