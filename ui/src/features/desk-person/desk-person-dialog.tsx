import { type FormEvent, useState } from "react";

import { Button, Dialog, Field } from "../../design";
import { useMessages } from "../../messages";
import { longestName } from "../../settings-limits";

/** Asks for the name that stands on notes and changes from now on; nobody has to give one. */
export function DeskPersonDialog({
  isSaving,
  onAnswer,
  onClose,
}: {
  readonly isSaving: boolean;
  /** The name, or an empty one of who would rather not say. */
  readonly onAnswer: (name: string) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [name, setName] = useState("");
  const given = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given !== "") {
      onAnswer(given);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={translate("person.title")}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <p className="text-ink-soft">{translate("person.why")}</p>
        <Field
          autoFocus
          hint={translate("person.hint")}
          label={translate("person.name")}
          maxLength={longestName}
          onChange={setName}
          ownDirection
          value={name}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button isDisabled={isSaving} onPress={() => onAnswer("")}>
            {translate("person.ratherNot")}
          </Button>
          <Button isDisabled={isSaving || given === ""} kind="primary" type="submit">
            {translate("person.use")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
