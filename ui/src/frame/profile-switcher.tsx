import { Button as AriaButton, MenuTrigger } from "react-aria-components";

import type { DeskView } from "../bridge/types";
import { AddIcon, ChevronDownIcon, Menu, MenuItem, MenuSeparator } from "../design";
import { go, noView } from "../location";
import { useMessages } from "../messages";
import { activeProfile, useOpenProfile } from "../queries";
import { useNotices } from "./notices";

const addStore = "add-store";

/** Which store is open, in which environment; a press opens the others. */
export function ProfileSwitcher({ desk }: { readonly desk: DeskView }) {
  const translate = useMessages();
  const open = useOpenProfile();
  const { fail } = useNotices();
  const profile = activeProfile(desk);
  if (desk.profiles.length === 0) {
    return <span className="font-semibold">{translate("frame.app")}</span>;
  }
  return (
    <MenuTrigger>
      <AriaButton className="flex h-8 min-w-0 max-w-[260px] shrink-0 items-center gap-2 rounded-control px-2 data-hovered:bg-strip-ink/15">
        <bdi className="truncate font-semibold">
          {profile?.name ?? translate("frame.noProfile")}
        </bdi>
        {profile !== undefined && (
          <span className="rounded-small bg-strip-ink/15 px-1.5 text-small">
            {translate(`environment.${profile.environment}`)}
          </span>
        )}
        <ChevronDownIcon className="opacity-80" />
        <span className="sr-only">{translate("frame.switchProfile")}</span>
      </AriaButton>
      <Menu
        aria-label={translate("frame.switchProfile")}
        onAction={(key) => {
          if (key === addStore) {
            go({ screen: "welcome", order: null });
          } else if (key !== desk.activeProfile) {
            open.mutate(String(key), {
              onSuccess: () => go({ screen: "orders", order: null, ...noView }),
              onError: fail,
            });
          }
        }}
      >
        {desk.profiles.map((candidate) => (
          <MenuItem
            aside={translate(`environment.${candidate.environment}`)}
            id={candidate.id}
            key={candidate.id}
            words={candidate.name}
          >
            <bdi className={candidate.id === desk.activeProfile ? "font-semibold" : ""}>
              {candidate.name}
            </bdi>
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem id={addStore} words={translate("frame.addStore")}>
          <AddIcon />
          {translate("frame.addStore")}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
