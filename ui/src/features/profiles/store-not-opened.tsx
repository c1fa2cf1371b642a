import type { FailureView, ProfileView } from "../../bridge/types";
import { Button, EmptyState, FailureWords, WarningIcon, wordsOf } from "../../design";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useOpenProfile } from "../../queries";

/** In the place of a store's screens: why it could not be opened, and the way to try again. */
export function StoreNotOpened({
  profile,
  failure,
}: {
  readonly profile: ProfileView;
  readonly failure: FailureView;
}) {
  const translate = useMessages();
  const open = useOpenProfile();
  const { hint } = useNotices();
  return (
    <EmptyState
      action={
        <Button
          isPending={open.isPending}
          kind="primary"
          onPress={() =>
            open.mutate(profile.id, {
              // Why is said here, again if it is the same.
              onError: () =>
                hint(<Message id="profiles.notOpened" values={{ name: profile.name }} />),
            })
          }
        >
          {translate("action.tryAgain")}
        </Button>
      }
      icon={<WarningIcon size={22} />}
      title={<Message id="profiles.notOpened" values={{ name: profile.name }} />}
    >
      <p>
        <Message id={`error.${failure.code}.cause`} values={wordsOf(failure)} />
      </p>
      <p>
        <FailureWords failure={failure} />
      </p>
    </EmptyState>
  );
}
