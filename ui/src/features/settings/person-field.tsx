import { type KeyboardEvent, useState } from "react";

import { Field } from "../../design";
import { useMessages } from "../../messages";
import { longestName } from "../../settings-limits";

/** Who is at this desk. A change holds once the field is left, or by Enter. */
export function PersonField({
  value,
  onChange,
}: {
  /** None where nobody was asked yet, empty where they would rather not say. */
  readonly value: string | null;
  readonly onChange: (name: string) => void;
}) {
  const translate = useMessages();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const name = typed?.trim();
    if (name !== undefined && name !== (value ?? "")) {
      onChange(name);
    }
    setTyped(null);
  };
  return (
    <Field
      hint={translate("person.hint")}
      label={translate("person.title")}
      maxLength={longestName}
      onBlur={commit}
      onChange={setTyped}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.code === "Enter" || event.code === "NumpadEnter") {
          commit();
        }
      }}
      ownDirection
      value={typed ?? value ?? ""}
    />
  );
}
