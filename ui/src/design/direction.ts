/**
 * How what is typed reads: the way its own letters do. Nothing typed has no direction of its own, and
 * `auto` would begin it at the left in Arabic.
 */
export function directionOf(typed: string | undefined): { readonly dir?: "auto" } {
  return typed === "" ? {} : { dir: "auto" };
}
