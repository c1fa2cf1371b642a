import { type FormEvent, useState } from "react";

import { Button, Dialog, Field } from "../../design";
import { useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { foldDigits, readDays, startOfDay, writeDays } from "../../search";

/** From which day to which; either may be left out. */
export function DaysDialog({
  days,
  onShow,
  onClose,
}: {
  /** As the address keeps them. */
  readonly days: string;
  readonly onShow: (days: string) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const known = readDays(days);
  const [from, setFrom] = useState(dayText(known?.from ?? null));
  const [to, setTo] = useState(dayText(known?.until == null ? null : known.until - 1));
  const example = dayText(startOfDay(useNow(60_000)));
  const first = dayOf(from);
  const last = dayOf(to);
  const isTurned = typeof first === "number" && typeof last === "number" && last < first;
  const isWrong = first === "wrong" || last === "wrong" || isTurned;
  const isEmpty = first === null && last === null;
  const faultOf = (day: Day) =>
    day === "wrong" ? <Message id="log.days.fault" values={{ example }} /> : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong) {
      const start = typeof first === "number" ? dayText(first) : "";
      const end = typeof last === "number" ? dayText(last) : "";
      onShow(isEmpty ? "" : `${start}..${end}`);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={translate("log.days.title")}>
      <form className="flex flex-col gap-4" onSubmit={submit}>
        <div className="grid grid-cols-2 gap-4">
          <Field
            autoFocus
            fault={faultOf(first)}
            hint={<Message id="log.days.hint" values={{ example }} />}
            label={translate("log.days.from")}
            leftToRight
            onChange={setFrom}
            value={from}
          />
          <Field
            fault={isTurned ? translate("log.days.order") : faultOf(last)}
            label={translate("log.days.to")}
            leftToRight
            onChange={setTo}
            value={to}
          />
        </div>
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isDisabled={isWrong} kind="primary" type="submit">
            {translate("log.days.show")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** When a day begins; null for none, `wrong` for a text that is no day. */
type Day = number | null | "wrong";

function dayOf(text: string): Day {
  // Digits of any script.
  const plain = foldDigits(text.trim());
  return plain === "" ? null : (readDays(plain)?.from ?? "wrong");
}

function dayText(at: number | null): string {
  return at === null ? "" : writeDays({ from: startOfDay(at), until: startOfDay(at) + 86_400_000 });
}
