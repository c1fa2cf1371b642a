import type { ReactNode } from "react";

import type { DeskView, Settings } from "../../bridge/types";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useSaveSettings } from "../../queries";
import { ActionsSection } from "./actions-section";
import { DataSection } from "./data-section";
import { LabelsSection } from "./labels-section";
import { LookSection } from "./look-section";
import { PackingSection } from "./packing-section";
import { Section } from "./section";
import { WorkSection } from "./work-section";

/** Changes one or more settings; the rest stays. */
export type ChangeSettings = (change: Partial<Settings>) => void;

/** Everything a person can set. Each change holds at once; there is nothing to save. */
export function SettingsScreen({
  desk,
  stores,
  inbox,
  shopFiles,
}: {
  readonly desk: DeskView;
  /** The stores, which are a feature of their own. */
  readonly stores: ReactNode;
  /** The inbox of the open store; none without a store. */
  readonly inbox: ReactNode;
  /** The files of its shop; none without a store. */
  readonly shopFiles: ReactNode;
}) {
  const translate = useMessages();
  const save = useSaveSettings();
  const { fail } = useNotices();
  const change: ChangeSettings = (some) =>
    save.mutate({ ...desk.settings, ...some }, { onError: fail });
  return (
    <div className="relative h-full overflow-y-auto" tabIndex={-1}>
      <div className="max-w-[860px] px-6 py-4">
        <h1 className="pb-1 font-semibold text-title">{translate("frame.settings")}</h1>
        <Section title={translate("settings.stores")} what={translate("settings.storesWhat")}>
          {stores}
        </Section>
        {shopFiles !== null && (
          <Section
            title={translate("settings.shopFiles")}
            what={translate("settings.shopFilesWhat")}
          >
            {shopFiles}
          </Section>
        )}
        {inbox !== null && (
          <Section title={translate("settings.inbox")} what={translate("settings.inboxWhat")}>
            {inbox}
          </Section>
        )}
        <LookSection onChange={change} settings={desk.settings} />
        <WorkSection onChange={change} settings={desk.settings} />
        <ActionsSection onChange={change} settings={desk.settings} />
        <PackingSection desk={desk} onChange={change} />
        <LabelsSection onChange={change} settings={desk.settings} />
        <DataSection desk={desk} />
      </div>
    </div>
  );
}
