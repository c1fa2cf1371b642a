import { type FormEvent, type ReactNode, useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";

import type { ExportFormat, ExportRequest, OrderTotal } from "../../bridge/types";
import { Button, Choices } from "../../design";
import { useFormat } from "../../format";
import { Message, useLocale, useMessages } from "../../messages";
import type { ExportSubject } from "./export-dialog";
import { formats } from "./formats";

/** In this kind of file each order has every field, its amounts too. */
const everyField: ExportFormat = "jsonl";

/** What is written, and how. */
export function ExportForm({
  subject,
  hidesMoney,
  onStart,
  onClose,
}: {
  readonly subject: ExportSubject;
  readonly hidesMoney: boolean;
  readonly onStart: (request: ExportRequest) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  const { language } = useLocale();
  const [orders, setOrders] = useState<"chosen" | "view">(
    subject.chosen === null ? "view" : "chosen",
  );
  const [kind, setKind] = useState<ExportFormat>(subject.format);
  const [columns, setColumns] = useState<"shown" | "all">("shown");
  const exported = (orders === "chosen" ? subject.chosen : null) ?? subject.view;
  const isEmpty = exported.total.count === 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onStart({
      selection: exported.selection,
      format: kind,
      columns: kind === everyField || columns === "all" ? [] : [...subject.columns],
      language,
    });
  };

  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <Part name={translate("export.orders")}>
        {subject.chosen === null ? (
          <p>
            <Message
              id={
                subject.view.total.atLeast
                  ? "export.narrowedAtLeast"
                  : subject.isNarrowed
                    ? "export.narrowed"
                    : "export.everything"
              }
              values={{ count: subject.view.total.count }}
            />
          </p>
        ) : (
          <Choices
            name={translate("export.orders")}
            onChange={setOrders}
            options={[
              {
                value: "chosen",
                words: translate("export.chosen", { count: counted(subject.chosen.total) }),
              },
              {
                value: "view",
                words: translate("export.view", { count: counted(subject.view.total) }),
              },
            ]}
            value={orders}
          />
        )}
      </Part>
      <RadioGroup
        aria-label={translate("export.format")}
        className="flex flex-col gap-0.5"
        onChange={(value) => setKind(value as ExportFormat)}
        value={kind}
      >
        {formats
          .filter(({ format }) => !hidesMoney || format !== everyField)
          .map((offered) => (
            <FormatChoice key={offered.format} {...offered} />
          ))}
      </RadioGroup>
      <Part name={translate("export.columns")}>
        {hidesMoney ? (
          <p className="text-ink-soft">{translate("export.hidden")}</p>
        ) : kind === everyField ? (
          <p className="text-ink-soft">{translate("export.everyField")}</p>
        ) : (
          <Choices
            name={translate("export.columns")}
            onChange={setColumns}
            options={[
              {
                value: "shown",
                words: translate("export.shown", { count: subject.columns.length }),
              },
              { value: "all", words: translate("export.all") },
            ]}
            value={columns}
          />
        )}
      </Part>
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{translate("action.cancel")}</Button>
        <Button isDisabled={isEmpty} kind="primary" type="submit">
          {translate("export.saveAs")}
        </Button>
      </div>
    </form>
  );

  function counted({ count, atLeast }: OrderTotal): string {
    return atLeast ? `${format.count(count)}+` : format.count(count);
  }
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <fieldset className="flex flex-col items-start gap-1.5">
      <legend className="mb-1.5 text-ink-faint text-small">{name}</legend>
      {children}
    </fieldset>
  );
}

function FormatChoice({ format, words, why, ending }: (typeof formats)[number]) {
  const translate = useMessages();
  return (
    <Radio
      className="flex items-start gap-2.5 rounded-control px-2.5 py-2 data-hovered:bg-hover data-selected:bg-selected data-focus-visible:outline-2 data-focus-visible:outline-focus"
      value={format}
    >
      {({ isSelected }) => (
        <>
          <span
            className={`mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border ${isSelected ? "border-accent" : "border-control"}`}
          >
            {isSelected && <span className="size-2 rounded-full bg-accent" />}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{translate(words)}</span>
            <span className="block text-ink-soft text-small">{translate(why)}</span>
          </span>
          <bdi className="text-ink-faint text-small" dir="ltr">
            {ending}
          </bdi>
        </>
      )}
    </Radio>
  );
}
