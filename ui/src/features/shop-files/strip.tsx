import type { ReactNode } from "react";
import { useCommands } from "../../commands";
import { Button, CloseIcon, FileIcon, IconButton, Progress, ToneMark } from "../../design";
import { useFormat } from "../../format";
import { commandOf, shortcuts, useShortcutsEnabled } from "../../frame";
import { go, usePlace } from "../../location";
import { Message, useMessages } from "../../messages";
import { OfferWords } from "./offer-words";
import type { ImportRun } from "./run";
import { useImport } from "./use-import";
import { useOffers } from "./use-offers";

/** Under every screen: the file that is taken over while its dialog is closed, or one that just came. */
export function ShopFileStrip({ onAddOrders }: { readonly onAddOrders: () => void }) {
  const translate = useMessages();
  const { file } = usePlace();
  const { run, clear } = useImport();
  const { offers, take, dismiss } = useOffers();
  const areKeysOn = useShortcutsEnabled();
  const [newest] = offers;
  const shown = run.stage !== "none" && run.subject.file !== file ? run : null;
  const canTake = newest !== undefined && run.stage !== "running";
  useCommands(
    canTake
      ? [
          {
            ...commandOf("takeOver", () => void take(newest)),
            words: (words) => words("command.takeOver", { name: newest.name }),
          },
        ]
      : [],
  );
  if (shown === null && (newest === undefined || file !== null)) {
    return null;
  }
  return (
    <section
      aria-label={translate("strip.name")}
      className="appear flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-canvas px-4 py-1 text-small"
    >
      {shown !== null ? (
        <RunLine
          onClear={clear}
          onShow={() => go({ file: shown.subject.file, imported: null })}
          run={shown}
        />
      ) : (
        newest !== undefined && (
          <>
            <FileIcon className="shrink-0 text-accent" />
            <OfferWords offer={newest} />
            <span className="flex-1" />
            {offers.length > 1 && (
              <Button kind="quiet" onPress={onAddOrders} size="small">
                <Message id="offer.more" values={{ count: offers.length - 1 }} />
              </Button>
            )}
            <Button
              onPress={() => void take(newest)}
              size="small"
              {...(areKeysOn
                ? { keys: shortcuts.takeOver.cap, "aria-keyshortcuts": shortcuts.takeOver.cap }
                : {})}
            >
              {translate(newest.isRemembered ? "offer.take" : "offer.look")}
            </Button>
            <IconButton
              name={translate("offer.dismiss", { name: newest.name })}
              onPress={() => dismiss(newest)}
            >
              <CloseIcon />
            </IconButton>
          </>
        )
      )}
    </section>
  );
}

/** How far the file is, or what came of it. */
function RunLine({
  run,
  onShow,
  onClear,
}: {
  readonly run: Exclude<ImportRun, { stage: "none" }>;
  readonly onShow: () => void;
  readonly onClear: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const name = <bdi className="min-w-0 truncate font-medium">{run.subject.name}</bdi>;
  const show = (
    <Button onPress={onShow} size="small">
      {translate(run.stage === "over" ? "strip.report" : "strip.show")}
    </Button>
  );
  if (run.stage === "running") {
    return (
      <>
        {name}
        <span className="flex w-[160px] flex-col gap-1 text-moving">
          <span className="flex justify-between gap-2 text-ink leading-none">
            <span>
              <Message id="strip.rows" values={{ count: run.rows }} />
            </span>
            <bdi>{format.share(run.done, run.total)}</bdi>
          </span>
          <Progress done={run.done} name={translate("importing.name")} total={run.total} />
        </span>
        <span className="flex-1" />
        {show}
      </>
    );
  }
  return (
    <>
      <Ended run={run}>{name}</Ended>
      <span className="flex-1" />
      {show}
      <IconButton name={translate("strip.dismiss")} onPress={onClear}>
        <CloseIcon />
      </IconButton>
    </>
  );
}

function Ended({
  run,
  children,
}: {
  readonly run: Extract<ImportRun, { stage: "over" | "failed" }>;
  readonly children: ReactNode;
}) {
  const isWhole = run.stage === "over" && run.report.file.isWhole;
  return (
    <span className="flex min-w-0 items-center gap-2" role="status">
      <ToneMark size={12} tone={isWhole ? "done" : run.stage === "over" ? "needs" : "stop"} />
      {children}
      <span className="shrink-0 text-ink-soft">
        {run.stage === "failed" ? (
          <Message id={`error.${run.failure.code}.effect`} />
        ) : (
          <Message
            id={isWhole ? "strip.whole" : "strip.part"}
            values={{ count: run.report.file.rows }}
          />
        )}
      </span>
    </span>
  );
}
