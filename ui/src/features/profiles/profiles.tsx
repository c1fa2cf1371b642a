import { useState } from "react";

import type { DeskView, ProfileView } from "../../bridge/types";
import { AddIcon, Button } from "../../design";
import { go } from "../../location";
import { useMessages } from "../../messages";
import { RemoveKey } from "./remove-key";
import { RemoveStore } from "./remove-store";
import { ReplaceKey } from "./replace-key";
import { Store } from "./store";

type Step = "replaceKey" | "removeKey" | "removeStore";

/** All stores, the open one marked. */
export function Profiles({ desk }: { readonly desk: DeskView }) {
  const translate = useMessages();
  const [asked, setAsked] = useState<{
    readonly step: Step;
    readonly profile: ProfileView;
  } | null>(null);
  const close = () => setAsked(null);
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {desk.profiles.map((profile) => (
          <li key={profile.id}>
            <Store
              isOpen={profile.id === desk.activeProfile}
              onRemoveKey={() => setAsked({ step: "removeKey", profile })}
              onRemoveStore={() => setAsked({ step: "removeStore", profile })}
              onReplaceKey={() => setAsked({ step: "replaceKey", profile })}
              profile={profile}
            />
          </li>
        ))}
      </ul>
      <Button
        className="self-start"
        icon={<AddIcon />}
        onPress={() => go({ screen: "welcome", order: null })}
      >
        {translate("frame.addStore")}
      </Button>
      {asked?.step === "replaceKey" && (
        <ReplaceKey keyring={desk.keyring} onClose={close} profile={asked.profile} />
      )}
      {asked?.step === "removeKey" && <RemoveKey onClose={close} profile={asked.profile} />}
      {asked?.step === "removeStore" && <RemoveStore onClose={close} profile={asked.profile} />}
    </div>
  );
}
