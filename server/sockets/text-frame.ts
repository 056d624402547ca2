/**
 * JSON as the bytes of one unmasked WebSocket text frame (RFC 6455, 5.2). Made once, it goes to any number of clients
 * in a single write each and is held in memory once, however many of them read slowly; ws would make the header
 * again for each and write it apart. That is right as long as no extension changes frames: compression is off.
 */
export function textFrame(message: unknown): Buffer {
  const text = JSON.stringify(message);
  const length = Buffer.byteLength(text);
  const headerBytes = length < 126 ? 2 : length < 0x1_0000 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(headerBytes + length); // no pool: a slice would keep all of it alive
  frame[0] = 0x81; // final, text
  if (headerBytes === 2) {
    frame[1] = length;
  } else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerBytes);
  return frame;
}
