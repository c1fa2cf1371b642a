import { type FormEvent, useState } from "react";

import { failureOf } from "../../bridge";
import type { ProfileView } from "../../bridge/types";
import { Button, Checkbox, Dialog, FailureNote, Field } from "../../design";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useRemoveProfile } from "./answers";

/** Asks for the store's name before it goes: a slip of the hand must not remove one. */
export function RemoveStore({
  profile,
  onClose,
}: {
  readonly profile: ProfileView;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const remove = useRemoveProfile();
  const [typed, setTyped] = useState("");
  const [deleteData, setDeleteData] = useState(false);
  const isSure = sameName(typed, profile.name);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSure || remove.isPending) {
      return;
    }
    remove.mutate(
      { profile: profile.id, deleteData },
      {
        onSuccess: () => {
          say(translate("profiles.storeRemoved"));
          onClose();
        },
      },
    );
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={translate("profiles.removeStoreTitle", { name: profile.name })}
    >
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <p className="text-ink-soft">{translate("profiles.removeStoreWhat")}</p>
        <Checkbox isSelected={deleteData} onChange={setDeleteData}>
          <span className="block">{translate("profiles.deleteData")}</span>
          <span className="block text-ink-faint text-small">
            {translate(deleteData ? "profiles.deleteDataYes" : "profiles.deleteDataNo")}
          </span>
        </Checkbox>
        <div className="flex flex-col gap-1">
          <p>
            <Message
              id="profiles.typeName"
              values={{ name: <bdi className="font-semibold">{profile.name}</bdi> }}
            />
          </p>
          <Field
            autoComplete="off"
            autoFocus
            label={translate("profiles.typedName")}
            onChange={setTyped}
            spellCheck="false"
            value={typed}
          />
        </div>
        {remove.error !== null && <FailureNote failure={failureOf(remove.error)} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isDisabled={!isSure} isPending={remove.isPending} kind="danger" type="submit">
            {translate("profiles.removeStoreYes")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The same name, however the keyboard composed its letters. */
function sameName(typed: string, name: string): boolean {
  return typed.trim().normalize("NFC") === name.trim().normalize("NFC");
}
