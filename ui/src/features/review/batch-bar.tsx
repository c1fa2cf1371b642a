import type { CaseView } from "../../bridge/types";
import { Button, KeyCap } from "../../design";
import { type ShortcutName, shortcuts, useShortcut, useShortcutsEnabled } from "../../frame";
import { Message, useMessages } from "../../messages";
import { type StepForMany, stepsForMany } from "./case-words";

const keysOf: Readonly<Partial<Record<StepForMany, ShortcutName>>> = {
  read_again: "readCase",
  snooze: "putOff",
  explain: "explain",
};

/** At the foot of the queue: what can be done with many cases at once. Nothing of it moves money. */
export function BatchBar({
  count,
  onStep,
  onClear,
}: {
  readonly count: number;
  readonly onStep: (step: StepForMany) => void;
  readonly onClear: () => void;
}) {
  const translate = useMessages();
  const hasKeys = useShortcutsEnabled();
  useShortcut("close", onClear);
  useShortcut("readCase", () => onStep("read_again"));
  useShortcut("putOff", () => onStep("snooze"));
  useShortcut("explain", () => onStep("explain"));
  return (
    <section
      aria-label={translate("case.batch.bar")}
      className="appear shrink-0 border-line border-t bg-panel px-4 py-2.5 shadow-over"
    >
      <div className="flex items-center justify-between gap-2 pb-2">
        <span className="font-semibold">
          <Message id="case.batch.count" values={{ count }} />
        </span>
        <Button kind="quiet" onPress={onClear} size="small">
          {translate("bulk.clear")}
          <KeyCap>{shortcuts.close.cap}</KeyCap>
        </Button>
      </div>
      <div className="flex flex-wrap gap-1.5">
        {stepsForMany.map((step) => {
          const name = keysOf[step];
          return (
            <Button
              key={step}
              onPress={() => onStep(step)}
              size="small"
              {...(hasKeys && name !== undefined ? { keys: shortcuts[name].cap } : {})}
            >
              {translate(`case.step.${step}`)}
            </Button>
          );
        })}
      </div>
      <p className="pt-2 text-ink-faint text-small">{translate("case.batch.why")}</p>
    </section>
  );
}

/** A step that many cases shall take, and which. */
export interface Batch {
  readonly step: StepForMany;
  readonly cases: readonly CaseView[];
}
