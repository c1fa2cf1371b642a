import type { FailureView } from "./generated/FailureView";

/** Whether what a command rejected with is a failure that the page has words for. */
export function isFailure(thrown: unknown): thrown is FailureView {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    "details" in thrown
  );
}

/**
 * The failure in what a command rejected with. Anything else is a defect of the page or of the
 * bridge; it is told as a failed desk, with what was thrown, instead of being swallowed.
 */
export function failureOf(thrown: unknown): FailureView {
  if (isFailure(thrown)) {
    return thrown;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "database_failed", details: { message } };
}
