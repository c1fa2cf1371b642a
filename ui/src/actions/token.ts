/**
 * A UUID of version 7: first the time, so that rows that take it as their id lie in the order in
 * which they came, then chance. Pure.
 */
export function timeOrderedId(at: number, chance: Uint8Array): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  // Six bytes of milliseconds, the high ones first; a shift would know 32 bits alone.
  view.setUint32(0, Math.floor(at / 0x1_0000));
  view.setUint16(4, at % 0x1_0000);
  bytes.set(chance.subarray(0, 10), 6);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The token of one question: the desk takes it as the id of what is asked, and accepts no other kind. */
export function newToken(): string {
  return timeOrderedId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
