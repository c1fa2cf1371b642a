import type { ReactNode } from "react";

import { failureOf } from "../../bridge";
import { Button, EmptyState, FailureNote, FileIcon, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";
import { useCounts, useShopFiles, useToday } from "../../queries";
import { DoneToday } from "./done-today";
import { FiguresSection } from "./figures-section";
import { Needs } from "./needs";

/** The first screen of the day: what needs a person, then how the last days went. */
export function TodayScreen({
  completeness,
  onAddOrders,
}: {
  /** How much of the shop's orders the desk knows, which is a feature of its own. */
  readonly completeness: ReactNode;
  readonly onAddOrders: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const counts = useCounts().data;
  const { data: today, error } = useToday();
  const known = useShopFiles().data?.completeness;
  if (error !== null) {
    return (
      <div className="p-6">
        <FailureNote failure={failureOf(error)} />
      </div>
    );
  }
  if (today === undefined || counts === undefined) {
    return null;
  }
  // What only the shop's file knows is no order yet, and all the same something to see to.
  if (counts.total === 0 && today.needs.length === 0 && (known?.rows ?? 0) === 0) {
    return (
      <EmptyState
        action={
          <Button kind="primary" onPress={onAddOrders}>
            {translate("frame.addOrders")}
          </Button>
        }
        icon={<FileIcon size={22} />}
        title={translate("empty.noOrders.title")}
      >
        <p>{translate("empty.noOrders.why")}</p>
      </EmptyState>
    );
  }
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto grid max-w-[1240px] grid-cols-1 gap-6 px-6 py-5 min-[1800px]:max-w-[2120px] min-[1800px]:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <header className="col-span-full">
          <h1 className="font-semibold text-total">{translate("today.title")}</h1>
          <div className="flex flex-wrap items-baseline gap-x-4">
            <p className="text-ink-faint">
              <bdi>{format.weekday(today.startsAt)}</bdi>
            </p>
            <DoneToday done={today.done} />
          </div>
        </header>
        <div className="flex min-w-0 flex-col gap-6">
          {today.needs.length > 0 ? (
            <Needs needs={today.needs} />
          ) : (
            <section className="flex items-center gap-3 rounded-card border border-line bg-panel px-4 py-5">
              <ToneMark size={20} tone="done" />
              <div>
                <h2 className="font-semibold text-title">{translate("today.calm.title")}</h2>
                <p className="text-ink-soft">{translate("today.calm.why")}</p>
              </div>
            </section>
          )}
          {completeness}
        </div>
        <FiguresSection />
      </div>
    </div>
  );
}
