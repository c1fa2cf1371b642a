import type { OrderTotal } from "../../bridge/types";
import { useCommands } from "../../commands";
import { KeyCap, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { shortcuts, useShortcutsEnabled } from "../../frame";
import { go, type Stage } from "../../location";
import { useMessages } from "../../messages";
import type { Tab } from "./stages";

/** How many orders a stage has; none while that is not known. */
export type Counts = Readonly<Partial<Record<Stage, OrderTotal>>>;

function sumOf(stages: readonly Stage[], counts: Counts): OrderTotal | null {
  const known = stages.flatMap((stage) => counts[stage] ?? []);
  return known.length < stages.length
    ? null
    : {
        count: known.reduce((sum, { count }) => sum + count, 0),
        atLeast: known.some(({ atLeast }) => atLeast),
      };
}

/** Where a tab leads: to what there is something in. */
function leadOf({ stages }: Tab, counts: Counts): Stage {
  return stages.find((stage) => (counts[stage]?.count ?? 0) > 0) ?? stages[0] ?? "pack";
}

/** The shop's path with live counts; under the problems their kinds. */
export function StageTabs({
  tabs,
  stage,
  counts,
}: {
  readonly tabs: readonly Tab[];
  readonly stage: Stage;
  readonly counts: Counts;
}) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  const show = (to: Stage) => go({ stage: to, order: null });
  useCommands(
    tabs.map((tab, place) => ({
      id: `stage.${tab.name}`,
      group: shortcuts.stage.group,
      words: (say) => say(`packing.tab.${tab.name}`),
      key: { code: `Digit${place + 1}`, also: [`Numpad${place + 1}`], cap: String(place + 1) },
      run: () => show(leadOf(tab, counts)),
    })),
  );
  const kinds = tabs.find(({ stages }) => stages.includes(stage))?.stages ?? [];
  return (
    <nav aria-label={translate("packing.path")} className="shrink-0">
      <ol className="flex flex-wrap gap-x-1 border-line border-b px-3">
        {tabs.map((tab, place) => {
          const isHere = tab.stages.includes(stage);
          return (
            <li key={tab.name}>
              <button
                aria-current={isHere ? "page" : undefined}
                className={`flex h-10 items-center gap-2 border-b-2 px-2.5 ${
                  isHere
                    ? "border-accent font-medium text-accent"
                    : "border-transparent text-ink-soft hover:text-ink"
                }`}
                onClick={() => show(leadOf(tab, counts))}
                type="button"
              >
                {tab.name === "problems" && (sumOf(tab.stages, counts)?.count ?? 0) > 0 && (
                  <ToneMark size={12} tone="needs" />
                )}
                {translate(`packing.tab.${tab.name}`)}
                <Count total={sumOf(tab.stages, counts)} />
                {hasKeys && (
                  <span className="max-roomy:hidden">
                    <KeyCap>{String(place + 1)}</KeyCap>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      {kinds.length > 1 && (
        <ul className="flex flex-wrap gap-1.5 border-line border-b px-4 py-2">
          {kinds.map((kind) => (
            <li key={kind}>
              <button
                aria-current={kind === stage ? "true" : undefined}
                className={`flex h-7 items-center gap-1.5 rounded-full border px-3 text-small ${
                  kind === stage
                    ? "border-accent bg-accent-soft font-medium text-accent"
                    : "border-line-strong text-ink-soft hover:text-ink"
                }`}
                onClick={() => show(kind)}
                type="button"
              >
                {translate(`packing.stage.${kind}`)}
                <Count total={counts[kind] ?? null} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}

function Count({ total }: { readonly total: OrderTotal | null }) {
  const format = useFormat();
  return total === null ? null : (
    <bdi className="min-w-4 rounded-full bg-sunken px-1.5 text-center font-medium text-ink-soft text-small">
      {format.count(total.count)}
      {total.atLeast && "+"}
    </bdi>
  );
}
