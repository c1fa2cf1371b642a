const away: readonly string[] = [
  "offline",
  "address_not_found",
  "connection_refused",
  "timed_out",
  "interrupted",
  "tls",
];

/** Whether a failure means that Points cannot be reached; any other one is no matter of the network. */
export function isAway(code: string): boolean {
  return away.includes(code);
}

/** Whether a failure lies with the key: refused, missing, or kept back by the keyring. */
export function isAboutKey(code: string): boolean {
  return code.startsWith("key_") || code.startsWith("keyring_");
}
