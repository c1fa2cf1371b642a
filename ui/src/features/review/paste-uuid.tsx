import { type FormEvent, useState } from "react";

import { Button, Field } from "../../design";
import { useShortcutsEnabled } from "../../frame";
import { Message, useMessages } from "../../messages";

const uuid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i;

/** The field that takes the Points ID, or any text that it stands in. */
export function PasteUuid({
  number,
  isPending,
  isPrimary,
  onPaste,
}: {
  readonly number: string;
  readonly isPending: boolean;
  /** It is what the desk recommends. */
  readonly isPrimary: boolean;
  readonly onPaste: (text: string) => void;
}) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (text.trim() === "") {
      // The key that does what is recommended leads to where the ID is pasted.
      event.currentTarget.querySelector("input")?.focus();
      return;
    }
    const isThere = uuid.test(text);
    setMissing(!isThere);
    if (isThere && !isPending) {
      onPaste(text.trim());
    }
  };
  return (
    <form className="flex flex-wrap items-start gap-2" data-case-paste onSubmit={submit}>
      <div className="min-w-[240px] max-w-[460px] flex-1">
        <Field
          fault={isMissing ? translate("case.paste.missing") : undefined}
          hint={<Message id="case.paste.hint" values={{ number }} />}
          label={translate("case.paste.label")}
          leftToRight
          onChange={(typed) => {
            setText(typed);
            setMissing(false);
          }}
          placeholder={translate("case.paste.example")}
          value={text}
        />
      </div>
      <Button
        className="mt-6"
        isPending={isPending}
        kind={isPrimary ? "primary" : "plain"}
        type="submit"
        {...(isPrimary ? { "data-case-primary": "" } : {})}
        {...(isPrimary && hasKeys ? { keys: "↵" } : {})}
      >
        {translate("case.step.paste_uuid")}
      </Button>
    </form>
  );
}
