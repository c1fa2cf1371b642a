import type { StaleKind } from "../bridge/types";
import { useFormat } from "../format";
import { useMessages } from "../messages";
import { financialTone, financialWord, shippingProgress, shippingWord } from "../points";
import { RiyalSign } from "./icons";
import { ToneMark, toneText } from "./marks";

/** Where the money stands: a disc and a word. A stale checkout gets the triangle. */
export function MoneyState({
  status,
  type,
  stale = null,
}: {
  status: string | null;
  type: string | null;
  stale?: StaleKind | null;
}) {
  const translate = useMessages();
  const word = financialWord(translate, status, type);
  return (
    <span className="flex min-w-0 items-center gap-2" title={status ?? undefined}>
      <ToneMark tone={stale === null ? financialTone(status) : "needs"} />
      {/* Cut at its own end, which is not that of the row where it is written the other way. */}
      <bdi className={`truncate ${stale === null ? "" : "text-needs"}`}>{word}</bdi>
    </span>
  );
}

/** How far the parcel is: one segment a step. */
export function ShippingBar({
  status,
  licenceStep,
}: {
  status: string | null;
  licenceStep: boolean;
}) {
  const progress = shippingProgress(status, licenceStep);
  const steps = progress?.steps ?? 3;
  return (
    <span
      aria-hidden="true"
      className={`inline-flex h-1.5 w-9 shrink-0 gap-0.5 ${toneText[progress?.tone ?? "waiting"]}`}
    >
      {Array.from({ length: steps }, (_, step) => {
        const taken = progress !== null && step < progress.done;
        return (
          <span
            className={`h-full flex-1 rounded-full ${
              taken
                ? "bg-current"
                : progress === null
                  ? "border border-current border-dotted"
                  : progress.tone === "stop"
                    ? "border border-current"
                    : "bg-line-strong"
            }`}
            // A step has no other identity than its place.
            key={String(step)}
          />
        );
      })}
    </span>
  );
}

/** Where the parcel is: the bar and a word. */
export function ShippingState({
  status,
  licenceStep,
  label = null,
}: {
  status: string | null;
  licenceStep: boolean;
  /** The merchant's own label, which says more than the status. */
  label?: string | null;
}) {
  const translate = useMessages();
  const word = shippingWord(translate, status);
  return (
    <span className="flex min-w-0 items-center gap-2" title={status ?? undefined}>
      <ShippingBar licenceStep={licenceStep} status={status} />
      <bdi className={`truncate ${status === null ? "text-ink-faint" : ""}`}>{label ?? word}</bdi>
    </span>
  );
}

/** An amount in riyals: exact where it is one, as received where it is not. */
export function Amount({
  halalas,
  text,
  sign = null,
}: {
  halalas: number | null;
  text: string | null;
  /** The height of the riyal sign in pixels; none where the heading says riyals. */
  sign?: number | null;
}) {
  const format = useFormat();
  const translate = useMessages();
  const shown =
    halalas === null ? (text === null ? null : format.amountText(text)) : format.money(halalas);
  if (shown === null) {
    return <NoValue />;
  }
  // The sign stands before the number in both directions of writing.
  return (
    <bdi
      className="inline-flex min-w-0 items-baseline gap-1 whitespace-nowrap"
      dir="ltr"
      title={text ?? shown}
    >
      {sign !== null && (
        <>
          <RiyalSign className="self-center text-ink-faint" size={sign} />
          <span className="sr-only">{translate("money.currency")}</span>
        </>
      )}
      <span className="truncate">{shown}</span>
    </bdi>
  );
}

/** Points has not said, or said null; or what it said, in words `spoken`, tells nothing here. */
export function NoValue({ spoken }: { readonly spoken?: string }) {
  const translate = useMessages();
  return (
    <span className="text-ink-faint" title={spoken}>
      <span aria-hidden="true">{translate("value.none")}</span>
      <span className="sr-only">{spoken ?? translate("value.noneSpoken")}</span>
    </span>
  );
}
