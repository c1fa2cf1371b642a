import { Button, PrintIcon, ScanIcon } from "../../../design";
import { useFormat, useNow } from "../../../format";
import { useNotices } from "../../../frame";
import { Message, useMessages } from "../../../messages";
import { shippingWord } from "../../../points";
import { usePrintScanCommands } from "../../../queries";
import type { Session } from "./session";
import { sumOf } from "./verdict";

/** Over the window: where everything goes, the running count, and what else can be done. */
export function ScanBar({
  session,
  onTarget,
  onUndo,
  onFinish,
}: {
  readonly session: Session;
  readonly onTarget: () => void;
  readonly onUndo: () => void;
  readonly onFinish: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { done, perMinute } = sumOf(session, useNow());
  const { say, fail } = useNotices();
  const print = usePrintScanCommands();
  const { target, wishes, endedAt } = session;
  const waiting = wishes.filter(({ kind }) => kind === "scan").length;
  const isOver = endedAt !== null;
  return (
    <header className="flex min-h-16 shrink-0 flex-wrap items-center gap-x-5 gap-y-2 border-line border-b bg-panel px-5 py-2">
      <h1 className="flex min-w-0 items-center gap-3 font-semibold text-[clamp(18px,1.8vw,32px)] leading-tight">
        <ScanIcon size={24} />
        <span>
          {target === null ? (
            translate("packing.scan.title")
          ) : (
            <Message id="packing.scan.to" values={{ status: shippingWord(translate, target) }} />
          )}
        </span>
      </h1>
      <p className="flex items-baseline gap-2">
        <bdi className="font-semibold text-[clamp(26px,2.6vw,48px)] leading-none">
          {format.count(done)}
        </bdi>
        <span className="text-ink-soft">{translate("packing.scan.done", { count: done })}</span>
        {done > 0 && (
          <span className="text-ink-faint text-small max-rail:hidden">
            {translate("packing.scan.rate", { count: perMinute })}
          </span>
        )}
      </p>
      {waiting > 0 && (
        <span className="pending px-2 text-moving">
          {translate("packing.scan.waiting", { count: waiting })}
        </span>
      )}
      <span className="flex-1" />
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<PrintIcon />}
          isDisabled={print.isPending}
          onPress={() =>
            print.mutate(undefined, {
              onSuccess: () => say(translate("packing.scan.printed")),
              onError: fail,
            })
          }
        >
          {translate("packing.scan.print")}
        </Button>
        {!isOver && target !== null && (
          <Button keys="T" onPress={onTarget}>
            {translate("packing.scan.target")}
          </Button>
        )}
        {!isOver && target !== null && (
          <Button keys="Z" onPress={onUndo}>
            {translate("action.undo")}
          </Button>
        )}
        {!isOver && (
          <Button keys="Esc" onPress={onFinish}>
            {translate("packing.scan.finish")}
          </Button>
        )}
      </div>
    </header>
  );
}
