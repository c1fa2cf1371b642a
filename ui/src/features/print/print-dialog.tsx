import { type FormEvent, type ReactNode, useState } from "react";

import { failureOf } from "../../bridge";
import type { Language, Paper, PrintKind, Settings } from "../../bridge/types";
import { Button, Choices, Dialog, FailureNote } from "../../design";
import { useNotices } from "../../frame";
import { useMessages } from "../../messages";
import { useOrderDetail, usePrint } from "../../queries";
import { hasRecipient } from "../../shop";
import { type SheetChoice, SheetSketch } from "./sheet-sketch";

const printKinds: readonly PrintKind[] = ["slip", "summary"];
const papers: readonly Paper[] = ["a4", "a6"];
const languages: readonly Language[] = ["ar", "en"];

/** Makes a PDF of orders, one or many, which the system's viewer then prints. */
export function PrintDialog({
  uuids,
  settings,
  hidesMoney,
  onClose,
}: {
  readonly uuids: readonly string[];
  readonly settings: Settings;
  /** No price may be read on the screen that it is over, nor on the sheet. */
  readonly hidesMoney: boolean;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  const print = usePrint();
  const [choice, setChoice] = useState<SheetChoice>(() => ({
    ...settings.printing,
    ...(hidesMoney ? { kind: "slip" } : {}),
    language: settings.printing.language ?? settings.language,
  }));

  const recipient = useRecipient(uuids);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    print.mutate(
      { uuids: [...uuids], ...choice },
      {
        onSuccess: ({ pages }) => {
          say(translate("print.opened", { count: pages }));
          onClose();
        },
      },
    );
  };

  return (
    <Dialog isOpen onClose={onClose} title={translate("print.title", { count: uuids.length })}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <div className="flex items-start gap-5">
          <div className="flex min-w-0 flex-1 flex-col gap-3">
            {hidesMoney ? (
              <p className="text-ink-soft">{translate("print.hidden")}</p>
            ) : (
              <Line name={translate("print.kind")}>
                <Choices
                  name={translate("print.kind")}
                  onChange={(kind) => setChoice({ ...choice, kind })}
                  options={printKinds.map((kind) => ({
                    value: kind,
                    words: translate(`print.kind.${kind}`),
                  }))}
                  value={choice.kind}
                />
              </Line>
            )}
            <Line name={translate("print.paper")}>
              <Choices
                name={translate("print.paper")}
                onChange={(paper) => setChoice({ ...choice, paper })}
                options={papers.map((paper) => ({
                  value: paper,
                  words: translate(`print.paper.${paper}`),
                }))}
                value={choice.paper}
              />
            </Line>
            <Line name={translate("print.language")}>
              <Choices
                name={translate("print.language")}
                onChange={(chosen) => setChoice({ ...choice, language: chosen })}
                options={languages.map((one) => ({
                  value: one,
                  words: <span lang={one}>{translate(`language.${one}`)}</span>,
                }))}
                value={choice.language}
              />
            </Line>
          </div>
          <SheetSketch choice={choice} />
        </div>
        <p className="text-ink-soft">
          {translate(
            choice.kind === "slip" ? `print.kind.slip.${recipient}` : "print.kind.summary.what",
          )}
        </p>
        {print.error !== null && <FailureNote failure={failureOf(print.error)} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isPending={print.isPending} kind="primary" type="submit">
            {translate("print.open")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Whether the parcel's recipient is known: of one order yes or no, of many for each of its own. */
function useRecipient(uuids: readonly string[]): "known" | "unknown" | "mixed" {
  const [only] = uuids;
  const detail = useOrderDetail(uuids.length === 1 && only !== undefined ? only : null).data;
  return uuids.length > 1
    ? "mixed"
    : detail !== undefined && hasRecipient(detail.shop, detail.row.uuid)
      ? "known"
      : "unknown";
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1">
      <span aria-hidden="true" className="text-ink-faint text-small">
        {name}
      </span>
      {children}
    </div>
  );
}
