import { type KeyboardEvent, useState } from "react";

import type { Settings } from "../../bridge/types";
import { AmountField, Checkbox, Choices } from "../../design";
import { readHalalas, useFormat } from "../../format";
import { Message, useMessages } from "../../messages";
import { Line, Section } from "./section";
import type { ChangeSettings } from "./settings-screen";

/** How long a shipping status can be held back, seconds, in the order in which it is offered. */
const undoTimes = [0, 5, 8, 15, 30] as const;

/** A mark as the desk writes them. */
const exampleMark = "[ref 7F3K2]";

/** What the amount is once somebody wants large ones typed again, halalas. */
const usualLimit = 100_000;

/** How what is asked of Points goes out: undo, several statuses, refunds, large amounts. */
export function ActionsSection({
  settings,
  onChange,
}: {
  readonly settings: Settings;
  readonly onChange: ChangeSettings;
}) {
  const translate = useMessages();
  const format = useFormat();
  // One that was set elsewhere is shown as well.
  const times = [...new Set([...undoTimes, settings.undoSeconds])].sort(
    (one, other) => one - other,
  );
  return (
    <Section title={translate("settings.actions")} what={translate("settings.actionsWhat")}>
      <Line hint={translate("settings.undoWhat")} name={translate("settings.undo")}>
        <Choices
          name={translate("settings.undo")}
          onChange={(seconds) => onChange({ undoSeconds: Number(seconds) })}
          options={times.map((seconds) => ({
            value: String(seconds),
            words: seconds === 0 ? translate("settings.undoNone") : format.count(seconds),
            name:
              seconds === 0
                ? translate("settings.undoNone")
                : translate("settings.undoSeconds", { count: seconds }),
          }))}
          value={String(settings.undoSeconds)}
        />
      </Line>
      <Line hint={translate("settings.severalWhat")} name={translate("settings.several")}>
        <Choices
          name={translate("settings.several")}
          onChange={(severalStatuses) => onChange({ severalStatuses })}
          options={[
            { value: "ask", words: translate("settings.severalAsk") },
            { value: "only_last", words: translate("settings.severalOnlyLast") },
            { value: "all", words: translate("settings.severalAll") },
          ]}
          value={settings.severalStatuses}
        />
      </Line>
      <Checkbox
        isSelected={settings.refundMarks}
        onChange={(refundMarks) => onChange({ refundMarks })}
      >
        <span className="block">{translate("settings.marks")}</span>
        <span className="block text-ink-faint text-small">
          <Message id="settings.marksWhat" values={{ mark: <bdi dir="ltr">{exampleMark}</bdi> }} />
        </span>
      </Checkbox>
      <Checkbox
        isSelected={settings.typeAmountFrom !== null}
        onChange={(isAsked) => onChange({ typeAmountFrom: isAsked ? usualLimit : null })}
      >
        <span className="block">{translate("settings.typeAmount")}</span>
        <span className="block text-ink-faint text-small">
          {translate("settings.typeAmountWhat")}
        </span>
      </Checkbox>
      {settings.typeAmountFrom !== null && (
        <LimitField
          limit={settings.typeAmountFrom}
          onChange={(typeAmountFrom) => onChange({ typeAmountFrom })}
        />
      )}
    </Section>
  );
}

/** From which amount on. It holds once the field is left, or by Enter; what is no amount never does. */
function LimitField({
  limit,
  onChange,
}: {
  readonly limit: number;
  readonly onChange: (limit: number) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  // From nothing on is no limit; the check box above says never.
  const read = typed === null ? limit : readHalalas(typed) || null;
  const commit = () => {
    if (read === null) {
      return;
    }
    if (read !== limit) {
      onChange(read);
    }
    setTyped(null);
  };
  return (
    <div className="max-w-[220px] ps-6">
      <AmountField
        fault={read === null ? translate("moving.amount.unreadable") : undefined}
        label={translate("settings.typeAmountFrom")}
        onBlur={commit}
        onChange={setTyped}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.code === "Enter" || event.code === "NumpadEnter") {
            commit();
          }
        }}
        value={typed ?? format.money(limit)}
      />
    </div>
  );
}
