import { useCallback, useState } from "react";

import { failureOf } from "../bridge";
import type { ErrorCode, FailureView } from "../bridge/types";

/**
 * Sends what holds a private key. A cached mutation would keep the key among its variables, so
 * this keeps only whether it is under way and why it failed.
 */
export function useKeySending() {
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const send = useCallback(async <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => {
    setSending(true);
    setFailure(null);
    try {
      return await ask();
    } catch (thrown) {
      setFailure(failureOf(thrown));
      return null;
    } finally {
      setSending(false);
    }
  }, []);
  return { isSending, failure, setFailure, send };
}

const privateKeyCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "key_empty",
  "key_malformed",
  "same_key_twice",
  "key_refused",
  "key_of_another_store",
]);

/** Whether the words of a failure belong beside the private key. */
export function isAboutPrivateKey({ code }: FailureView): boolean {
  return privateKeyCodes.has(code);
}

/** Whether the key could not be stored. */
export function isAboutKeyring({ code }: FailureView): boolean {
  return code.startsWith("keyring_");
}
