import type { ErrorCode, KeyringHealth } from "../bridge/types";
import { Note } from "../design";
import { useMessages } from "../messages";

type Trouble = Exclude<KeyringHealth, "available">;

const codes = {
  no_bus: "keyring_no_bus",
  no_service: "keyring_no_service",
  locked: "keyring_locked",
  timed_out: "keyring_timed_out",
  failed: "keyring_failed",
} as const satisfies Readonly<Record<Trouble, ErrorCode>>;

/** What a keyring is, why it is missing, and what can be done: for people who never heard of one. */
export function KeyringNote({ health }: { readonly health: KeyringHealth }) {
  const translate = useMessages();
  if (health === "available") {
    return null;
  }
  const code = codes[health];
  return (
    <Note title={translate(`error.${code}.cause`)} tone="needs">
      <p>
        {translate("keyring.what")} {translate(`error.${code}.next`)}
      </p>
    </Note>
  );
}
