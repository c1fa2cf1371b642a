import { type ReactNode, useState } from "react";

import { Field, HideIcon, IconButton, ShowIcon } from "../design";

/** A secret that is typed or pasted, hidden unless the person wants to see what it was. */
export function SecretField({
  value,
  label,
  hint,
  show,
  hide,
  fault,
  isDisabled,
  autoFocus = false,
  onChange,
}: {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  /** The name of the button while it is hidden, and while it is not. */
  readonly show: string;
  readonly hide: string;
  /** Why it was not taken, in words. */
  readonly fault?: ReactNode;
  readonly isDisabled: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
}) {
  const [isShown, setShown] = useState(false);
  return (
    <Field
      autoComplete="off"
      autoFocus={autoFocus}
      fault={fault}
      hint={hint}
      isDisabled={isDisabled}
      label={label}
      leftToRight
      onChange={onChange}
      spellCheck="false"
      tail={
        <IconButton
          isDisabled={isDisabled}
          name={isShown ? hide : show}
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
