import { useState } from "react";

import type { FailureView } from "../bridge/types";
import { Field, FieldFault, HideIcon, IconButton, ShowIcon } from "../design";
import { useMessages } from "../messages";

/** The private key, hidden unless the person wants to see what was pasted. */
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
  const [isShown, setShown] = useState(false);
  return (
    <Field
      autoComplete="off"
      autoFocus={autoFocus}
      fault={failure === null ? undefined : <FieldFault failure={failure} />}
      hint={translate("key.privateHint")}
      isDisabled={isDisabled}
      label={translate("key.private")}
      leftToRight
      onChange={onChange}
      spellCheck="false"
      tail={
        <IconButton
          isDisabled={isDisabled}
          name={translate(isShown ? "key.hide" : "key.show")}
          onPress={() => setShown(!isShown)}
        >
          {isShown ? <HideIcon /> : <ShowIcon />}
        </IconButton>
      }
      type={isShown ? "text" : "password"}
      value={value}
    />
  );
}
