import type { FailureView } from "../bridge/types";
import { FieldFault } from "../design";
import { useMessages } from "../messages";
import { SecretField } from "./secret-field";

/** The private key. */
export function PrivateKeyField({
  value,
  failure,
  isDisabled,
  autoFocus = false,
  onChange,
}: {
  readonly value: string;
  /** Why the key was not taken. */
  readonly failure: FailureView | null;
  readonly isDisabled: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
}) {
  const translate = useMessages();
  return (
    <SecretField
      autoFocus={autoFocus}
      fault={failure === null ? undefined : <FieldFault failure={failure} />}
      hide={translate("key.hide")}
      hint={translate("key.privateHint")}
      isDisabled={isDisabled}
      label={translate("key.private")}
      onChange={onChange}
      show={translate("key.show")}
      value={value}
    />
  );
}
