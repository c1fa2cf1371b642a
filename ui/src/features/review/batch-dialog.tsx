import { type FormEvent, useState } from "react";
import { RadioGroup } from "react-aria-components";

import { failureOf } from "../../bridge";
import type { CaseBatchPreview, CaseDecision } from "../../bridge/types";
import { Button, Dialog, FailureNote, RadioLine } from "../../design";
import { useFormat } from "../../format";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { useCasesPreview, useDecideCases } from "../../queries";
import type { Batch } from "./batch-bar";
import { decisionOf } from "./decide";
import { NoteField, useNote } from "./explain-dialog";
import { type Snooze, snoozedUntil, snoozes } from "./snooze";

/** What a step would do for many cases, before it is done: how many, how much, how many reads. */
export function BatchDialog({
  batch: { step, cases },
  onRead,
  onDone,
  onClose,
}: {
  readonly batch: Batch;
  /** Reading shows how far it is by itself, behind the dialog. */
  readonly onRead: () => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const { say } = useNotices();
  // The cases that the person chose: an answer that comes meanwhile must not change them.
  const [ids] = useState(() => cases.map(({ id }) => id));
  const preview = useCasesPreview(ids, step);
  const { mutate, isPending, error } = useDecideCases();
  const [snooze, setSnooze] = useState<Snooze>("tomorrow");
  const { note, typed, setNote, length, isReady } = useNote();
  const goes = preview.data?.goes ?? 0;
  const mayGo = goes > 0 && (step !== "explain" || isReady);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!mayGo || isPending) {
      return;
    }
    if (step === "read_again") {
      onRead();
      onClose();
      return;
    }
    const decision: CaseDecision = decisionOf(step, {
      note: step === "explain" ? note : null,
      until: step === "snooze" ? snoozedUntil(snooze, Date.now()) : null,
    });
    mutate(
      { ids, decision },
      {
        onSuccess: (count) => {
          say(translate(`case.batch.did.${step}`, { count }));
          onDone();
        },
      },
    );
  };

  return (
    <Dialog isOpen onClose={onClose} title={translate(`case.batch.title.${step}`)}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        {preview.error !== null && <FailureNote failure={failureOf(preview.error)} />}
        {preview.data !== undefined && <Preview preview={preview.data} />}
        {step === "snooze" && <Until choice={snooze} onChange={setSnooze} />}
        {step === "explain" && <NoteField length={length} onChange={setNote} typed={typed} />}
        {error !== null && <FailureNote failure={failureOf(error)} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button
            autoFocus={step !== "explain"}
            isDisabled={!mayGo}
            isPending={isPending}
            kind="primary"
            type="submit"
          >
            {translate(`case.batch.confirm.${step}`, { count: goes })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** "23 cases, 12,840.50 SAR, 23 reads"; and what stays as it is. */
function Preview({ preview }: { readonly preview: CaseBatchPreview }) {
  const translate = useMessages();
  const format = useFormat();
  const { goes, halalas, reads, stays, examples } = preview;
  const names = examples.map(({ orderNumber, uuid }) => orderNumber ?? uuid.slice(0, 8));
  return (
    <div>
      <p className="font-semibold text-title">
        <Message
          id="case.batch.goes"
          values={{ count: goes, amount: format.money(halalas), reads }}
        />
      </p>
      {stays > 0 && (
        <p className="mt-1 text-ink-soft">
          <Message
            id="case.batch.stays"
            values={{ count: stays, names: names.join(translate("listed.separator")) }}
          />
        </p>
      )}
    </div>
  );
}

function Until({
  choice,
  onChange,
}: {
  readonly choice: Snooze;
  readonly onChange: (choice: Snooze) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const now = Date.now();
  return (
    <RadioGroup
      aria-label={translate("case.snoozeUntil")}
      className="-mx-2.5 flex flex-col"
      onChange={(value) => onChange(snoozes.find((one) => one === value) ?? choice)}
      value={choice}
    >
      {snoozes.map((one) => (
        <RadioLine key={one} value={one}>
          <span className="flex justify-between gap-4">
            {translate(`case.snooze.${one}`)}
            <bdi className="text-ink-faint">{format.short(snoozedUntil(one, now), now)}</bdi>
          </span>
        </RadioLine>
      ))}
    </RadioGroup>
  );
}
