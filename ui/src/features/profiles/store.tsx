import { MenuTrigger } from "react-aria-components";

import { failureOf } from "../../bridge";
import type { ProfileView } from "../../bridge/types";
import { Button, FailureNote, IconButton, KeyIcon, Menu, MenuItem, MoreIcon } from "../../design";
import { useNotices } from "../../frame";
import { Proofs } from "../../key-entry";
import { useMessages } from "../../messages";
import { useOpenProfile } from "../../queries";
import { useCheckKey } from "./answers";
import { KeyWords } from "./key-words";

/** One store: where it is, what is known of its key, and what can be done with both. */
export function Store({
  profile,
  isOpen,
  onReplaceKey,
  onRemoveKey,
  onRemoveStore,
}: {
  readonly profile: ProfileView;
  readonly isOpen: boolean;
  readonly onReplaceKey: () => void;
  readonly onRemoveKey: () => void;
  readonly onRemoveStore: () => void;
}) {
  const translate = useMessages();
  const check = useCheckKey();
  const open = useOpenProfile();
  const { fail } = useNotices();
  const hasKey = profile.key.state !== "missing";
  return (
    <section
      aria-label={profile.name}
      className="rounded-card border border-line bg-panel px-4 py-3"
    >
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="flex flex-wrap items-baseline gap-x-2">
            <bdi className="font-semibold">{profile.name}</bdi>
            <span className="rounded-small bg-sunken px-1.5 text-ink-soft text-small">
              {translate(`environment.${profile.environment}`)}
            </span>
            {isOpen && (
              <span className="text-accent text-small">{translate("profiles.isOpen")}</span>
            )}
          </h3>
          <p className="selectable truncate text-ink-faint text-small">
            <bdi dir="ltr">{profile.baseUrl}</bdi>
          </p>
        </div>
        {!isOpen && (
          <Button
            isDisabled={open.isPending}
            onPress={() => open.mutate(profile.id, { onError: fail })}
            size="small"
          >
            {translate("profiles.open")}
          </Button>
        )}
        <MenuTrigger>
          <IconButton name={translate("profiles.more", { name: profile.name })}>
            <MoreIcon />
          </IconButton>
          <Menu
            aria-label={translate("profiles.more", { name: profile.name })}
            onAction={(key) => {
              if (key === "remove-key") {
                onRemoveKey();
              } else {
                onRemoveStore();
              }
            }}
            placement="bottom end"
          >
            <MenuItem id="remove-key" isDisabled={!hasKey} words={translate("profiles.removeKey")}>
              {translate("profiles.removeKey")}
            </MenuItem>
            <MenuItem id="remove-store" words={translate("profiles.removeStore")}>
              <span className="text-stop">{translate("profiles.removeStore")}</span>
            </MenuItem>
          </Menu>
        </MenuTrigger>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <span
          className={`flex min-w-0 flex-1 items-center gap-2 ${hasKey ? "text-ink-soft" : "text-needs"}`}
        >
          <KeyIcon className="shrink-0" />
          <KeyWords keyView={profile.key} />
        </span>
        {hasKey && (
          <Button isPending={check.isPending} onPress={() => check.mutate(profile.id)} size="small">
            {translate(check.isPending ? "profiles.checking" : "profiles.check")}
          </Button>
        )}
        <Button kind={hasKey ? "plain" : "primary"} onPress={onReplaceKey} size="small">
          {translate(hasKey ? "profiles.replaceKey" : "profiles.storeKey")}
        </Button>
      </div>
      {check.error !== null && (
        <div className="mt-3">
          <FailureNote failure={failureOf(check.error)} />
        </div>
      )}
      <div className={check.data === undefined ? "" : "mt-3"} role="status">
        {check.data !== undefined && (
          <Proofs environment={profile.environment} proofs={check.data} />
        )}
      </div>
    </section>
  );
}
