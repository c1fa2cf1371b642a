import { type ReactNode, useMemo } from "react";

import type { DeskView, OrderRow } from "../../bridge/types";
import { Button, ScanIcon } from "../../design";
import {
  type ParcelStep,
  shortcuts,
  useShortcut,
  useShortcutsEnabled,
  type Walk,
} from "../../frame";
import { usePlace } from "../../location";
import { useMessages } from "../../messages";
import { useRefusedOrders } from "../../queries";
import { MoneyCurtain } from "./money-curtain";
import { StageTabs } from "./stage-tabs";
import { type SelectionBar, StageView } from "./stage-view";
import { queryOf, tabsOf } from "./stages";
import { TakeBack } from "./take-back";
import { UnlearntNote } from "./unlearnt-note";
import { useCounts } from "./use-counts";
import type { Curtain } from "./use-money-curtain";

const none: readonly string[] = [];

/** The packing table: the shop's path, the orders of one stage of it, and what was done last. */
export function PackingScreen({
  desk: { settings, packingPinSet },
  curtain,
  detail,
  selectionBar,
  onShippingMenu,
  onScanMode,
}: {
  readonly desk: DeskView;
  readonly curtain: Curtain;
  /** The whole order, which is a feature of its own. */
  readonly detail: (uuid: string, walk: Walk, parcelStep: ParcelStep) => ReactNode;
  /** What can be done with the chosen orders, which is a feature of its own. */
  readonly selectionBar: SelectionBar;
  readonly onShippingMenu: (row: OrderRow) => void;
  readonly onScanMode: () => void;
}) {
  const translate = useMessages();
  const { stage: wanted } = usePlace();
  const { licenceStep } = settings;
  const hasKeys = useShortcutsEnabled();
  const refused = useRefusedOrders();
  const counts = useCounts(licenceStep, refused);
  const refusedUuids = refused?.uuids ?? none;
  const tabs = useMemo(() => tabsOf(licenceStep), [licenceStep]);
  const stage = tabs.some(({ stages }) => stages.includes(wanted)) ? wanted : "pack";
  const query = useMemo(
    () => queryOf(stage, licenceStep, stage === "refused" ? refusedUuids : none),
    [stage, licenceStep, refusedUuids],
  );
  useShortcut("scanMode", onScanMode);

  return (
    <div className="flex h-full min-w-0 flex-col">
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        <h1 className="me-auto font-semibold text-title">{translate("frame.packing")}</h1>
        {settings.hideMoneyWhenPacking && (
          <MoneyCurtain
            hasPin={packingPinSet}
            isOpen={curtain.isDrawn}
            onClose={curtain.close}
            onOpen={curtain.draw}
          />
        )}
        <Button
          icon={<ScanIcon />}
          kind="primary"
          onPress={onScanMode}
          {...(hasKeys ? { keys: shortcuts.scanMode.cap } : {})}
        >
          {translate("packing.scan.open")}
        </Button>
      </header>
      <StageTabs counts={counts} stage={stage} tabs={tabs} />
      {stage === "pack" && <UnlearntNote />}
      <StageView
        // Another stage: another list, from its top.
        key={stage}
        detail={detail}
        onShippingMenu={onShippingMenu}
        query={query}
        selectionBar={selectionBar}
        settings={settings}
        showsMoney={!curtain.isClosed}
        stage={stage}
      />
      <TakeBack />
    </div>
  );
}
