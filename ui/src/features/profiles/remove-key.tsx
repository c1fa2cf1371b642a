import { failureOf } from "../../bridge";
import type { ProfileView } from "../../bridge/types";
import { Button, Dialog, FailureNote } from "../../design";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useRemoveKey } from "./answers";

/** Asks before the key goes: what stops, and what stays. */
export function RemoveKey({
  profile,
  onClose,
}: {
  readonly profile: ProfileView;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const remove = useRemoveKey();
  return (
    <Dialog isOpen onClose={onClose} title={translate("profiles.removeKeyTitle")}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-soft">
          <Message id="profiles.removeKeyWhat" values={{ name: profile.name }} />
        </p>
        {remove.error !== null && <FailureNote failure={failureOf(remove.error)} />}
        <div className="flex justify-end gap-2">
          <Button autoFocus onPress={onClose}>
            {translate("action.cancel")}
          </Button>
          <Button
            isPending={remove.isPending}
            kind="danger"
            onPress={() =>
              remove.mutate(profile.id, {
                onSuccess: () => {
                  say(translate("profiles.keyRemoved"));
                  onClose();
                },
              })
            }
          >
            {translate("profiles.removeKeyYes")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
