import type { ReactNode } from "react";

import { FailureWords, wordsOf } from "../../../design";
import { useFormat, useNow } from "../../../format";
import { Message, type MessageId, useMessages } from "../../../messages";
import { shippingWord } from "../../../points";
import type { Verdict, VerdictKind } from "./verdict";
import { VerdictMark } from "./verdict-mark";

/** The colour of the whole window. Each has a shape, words and a sound of its own as well. */
const grounds: Readonly<Record<VerdictKind, string>> = {
  ready: "bg-panel text-ink",
  done: "bg-done text-panel",
  already: "bg-moving text-panel",
  undone: "bg-moving text-panel",
  returned: "bg-moving text-panel",
  several: "bg-needs text-panel",
  sent: "bg-needs text-panel",
  sent_unknown: "bg-needs text-panel",
  undecided: "bg-needs text-panel",
  not_sent: "bg-moving text-panel",
  refused: "bg-stop text-panel",
  unknown: "bg-stop text-panel",
  may_not: "bg-stop text-panel",
  failed: "bg-stop text-panel",
  nothing_to_undo: "bg-stop text-panel",
  undo_failed: "bg-stop text-panel",
  no_target: "bg-stop text-panel",
};

/** The most orders that a digit chooses from. */
export const mostMatches = 9;

/** What came of the last scan, to be read from two metres. */
export function VerdictView({
  verdict,
  target,
  untaken,
  onRelease,
  onChoose,
  onSendBack,
}: {
  readonly verdict: Verdict;
  /** The status of the session, in the API's word. */
  readonly target: string | null;
  /** How much was scanned in vain while this blocks. */
  readonly untaken: readonly string[];
  /** Goes on; none where nothing blocks. */
  readonly onRelease: (() => void) | null;
  readonly onChoose: (place: number) => void;
  readonly onSendBack: () => void;
}) {
  const { kind, entry, view } = verdict;
  const number = view?.order?.orderNumber ?? view?.order?.uuid.slice(0, 8) ?? entry?.code ?? null;
  return (
    <section
      className={`flex min-h-0 min-w-0 flex-1 flex-col items-center justify-center gap-[2vh] overflow-y-auto p-6 text-center ${grounds[kind]}`}
    >
      {/* Another scan is another verdict, even where it reads the same. */}
      <div
        className="appear flex w-full flex-col items-center gap-[2vh]"
        key={`${entry?.id ?? ""} ${kind}`}
        role={onRelease === null ? "status" : "alert"}
      >
        <VerdictMark kind={kind} />
        <p className="font-semibold text-[clamp(36px,5.5vw,110px)] leading-[1.15]">
          <Words kind={kind} />
        </p>
        {number !== null && (
          <bdi
            className={`wrap-anywhere max-w-full font-semibold leading-none ${number.length > 9 ? "text-[clamp(34px,5vw,100px)]" : "text-[clamp(64px,11vw,230px)]"}`}
            dir="ltr"
          >
            {number}
          </bdi>
        )}
        <div className="max-w-[40em] text-[clamp(18px,1.9vw,36px)] leading-snug">
          <Explanation target={target} verdict={verdict} />
        </div>
      </div>
      {kind === "several" && <Matches onChoose={onChoose} view={view} />}
      {onRelease !== null && (
        <div className="flex flex-wrap justify-center gap-3">
          {kind === "sent" && (
            <BigKey cap="1" onPress={onSendBack}>
              <SendBackWords backTo={verdict.backTo} />
            </BigKey>
          )}
          <BigKey cap="Enter" onPress={onRelease}>
            <ReleaseWords kind={kind} />
          </BigKey>
        </div>
      )}
      {untaken.length > 0 && <Untaken codes={untaken} />}
    </section>
  );
}

function Words({ kind }: { readonly kind: VerdictKind }) {
  return useMessages()(`packing.verdict.${kind}`);
}

function ReleaseWords({ kind }: { readonly kind: VerdictKind }) {
  return useMessages()(
    kind === "sent"
      ? "packing.undo.leave"
      : kind === "several"
        ? "packing.scan.noneOfThem"
        : "packing.scan.goOn",
  );
}

function SendBackWords({ backTo }: { readonly backTo: string | null }) {
  const translate = useMessages();
  return (
    <span>
      <Message id="packing.undo.send" values={{ before: shippingWord(translate, backTo) }} />
    </span>
  );
}

/** A button for hands that hold a scanner, with its key. */
export function BigKey({
  cap,
  onPress,
  children,
}: {
  readonly cap: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      className="flex min-h-14 items-center gap-3 rounded-card border-2 border-current px-5 py-2 font-medium text-[clamp(18px,1.6vw,30px)] outline-current"
      onClick={onPress}
      type="button"
    >
      <span className="flex items-baseline gap-2">{children}</span>
      <kbd
        className="rounded-small border border-current px-2 py-0.5 font-sans text-[0.7em] leading-tight"
        dir="ltr"
      >
        {cap}
      </kbd>
    </button>
  );
}

/** Why it is so, and what to do. */
function Explanation({
  verdict: { kind, view, entry, failure, backTo },
  target,
}: {
  readonly verdict: Verdict;
  readonly target: string | null;
}) {
  const translate = useMessages();
  const status = shippingWord(translate, entry?.target ?? target);
  switch (kind) {
    case "ready":
      return target === null ? null : <Message id="packing.explain.ready" values={{ status }} />;
    case "done":
      return (
        <Step from={view?.from == null ? null : shippingWord(translate, view.from)} to={status} />
      );
    case "already":
      return <Already by={view?.by ?? null} since={view?.since ?? null} status={status} />;
    case "may_not":
      return (
        <p>
          {translate(
            view?.hindrance == null
              ? "packing.explain.may_not"
              : `packing.hindrance.${view.hindrance}`,
          )}
        </p>
      );
    case "failed":
    case "undo_failed":
      return failure === null ? null : (
        <>
          <p className="font-medium">
            <Message id={`error.${failure.code}.cause`} values={wordsOf(failure)} />
          </p>
          <FailureWords failure={failure} />
        </>
      );
    case "sent":
      return (
        <Message
          id="packing.explain.sent"
          values={{ status, before: shippingWord(translate, backTo) }}
        />
      );
    default:
      return <p>{translate(`packing.explain.${kind}` satisfies MessageId)}</p>;
  }
}

function Step({ from, to }: { readonly from: string | null; readonly to: string }) {
  return from === null ? (
    <Message id="packing.explain.to" values={{ status: to }} />
  ) : (
    <Message id="packing.explain.done" values={{ before: from, status: to }} />
  );
}

function Already({
  status,
  since,
  by,
}: {
  readonly status: string;
  readonly since: number | null;
  readonly by: string | null;
}) {
  const format = useFormat();
  const now = useNow(60_000);
  const time = since === null ? "" : format.short(since, now);
  const id =
    since === null
      ? by === null
        ? "packing.explain.already"
        : "packing.explain.alreadyBy"
      : by === null
        ? "packing.explain.alreadySince"
        : "packing.explain.alreadySinceBy";
  return <Message id={id} values={{ status, time, name: by ?? "" }} />;
}

function Matches({
  view,
  onChoose,
}: {
  readonly view: Verdict["view"];
  readonly onChoose: (place: number) => void;
}) {
  return (
    <ol className="flex flex-wrap justify-center gap-3">
      {(view?.matches ?? []).slice(0, mostMatches).map(({ uuid, orderNumber }, place) => (
        <li key={uuid}>
          <BigKey cap={String(place + 1)} onPress={() => onChoose(place)}>
            <bdi dir="ltr">{orderNumber ?? uuid.slice(0, 8)}</bdi>
            {orderNumber !== null && (
              <bdi className="text-[0.7em] opacity-90" dir="ltr">
                {uuid.slice(0, 8)}
              </bdi>
            )}
          </BigKey>
        </li>
      ))}
    </ol>
  );
}

/** What was scanned while the window waited for a key. */
function Untaken({ codes }: { readonly codes: readonly string[] }) {
  return (
    <p
      className="max-w-full rounded-card border-2 border-current border-dashed px-4 py-2 text-[clamp(16px,1.5vw,26px)]"
      role="alert"
    >
      <Message
        id="packing.scan.untaken"
        values={{ count: codes.length, last: codes.at(-1) ?? "" }}
      />
    </p>
  );
}
