import { useRef } from "react";
import { FieldError, Input, TextField } from "react-aria-components";

import { AddIcon, Amount, Button, directionOf, IconButton, RemoveIcon } from "../../design";
import { readHalalas } from "../../format";
import { useMessages } from "../../messages";
import { emptyLine, type FieldFault, type LineDraft, type LineFaults, readQuantity } from "./draft";

const columns = "grid grid-cols-[minmax(0,1fr)_72px_112px_96px_28px] gap-2";

/** What was bought, a line each. Lines come and go by key too. */
export function Lines({
  lines,
  faults,
  isNeeded,
  isTried,
  onChange,
}: {
  readonly lines: readonly LineDraft[];
  readonly faults: ReadonlyMap<number, LineFaults>;
  readonly isNeeded: boolean;
  readonly isTried: boolean;
  readonly onChange: (lines: readonly LineDraft[]) => void;
}) {
  const translate = useMessages();
  const add = useRef<HTMLSpanElement>(null);
  const change = (id: number, some: Partial<LineDraft>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...some } : line)));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">
        {translate(isNeeded ? "purchase.lines" : "purchase.linesOptional")}
      </legend>
      <div aria-hidden="true" className={`${columns} text-ink-faint text-small`}>
        <span>{translate("purchase.product")}</span>
        <span>{translate("purchase.quantity")}</span>
        <span>{translate("purchase.price")}</span>
        <span className="text-end">{translate("purchase.lineSum")}</span>
      </div>
      {lines.map((line, place) => (
        <Line
          faults={faults.get(line.id)}
          isAdded={place > 0}
          isTried={isTried}
          key={line.id}
          line={line}
          onChange={(some) => change(line.id, some)}
          onRemove={
            lines.length === 1
              ? null
              : () => {
                  onChange(lines.filter(({ id }) => id !== line.id));
                  add.current?.querySelector("button")?.focus();
                }
          }
          place={place + 1}
        />
      ))}
      <span ref={add}>
        <Button
          icon={<AddIcon />}
          kind="quiet"
          onPress={() =>
            onChange([...lines, emptyLine(Math.max(...lines.map(({ id }) => id)) + 1)])
          }
          size="small"
        >
          {translate("purchase.addLine")}
        </Button>
      </span>
    </fieldset>
  );
}

function Line({
  line,
  place,
  faults,
  isAdded,
  isTried,
  onChange,
  onRemove,
}: {
  readonly line: LineDraft;
  /** The first is 1. */
  readonly place: number;
  readonly faults: LineFaults | undefined;
  readonly isAdded: boolean;
  readonly isTried: boolean;
  readonly onChange: (some: Partial<LineDraft>) => void;
  /** None: the only line stays. */
  readonly onRemove: (() => void) | null;
}) {
  const translate = useMessages();
  const price = readHalalas(line.price);
  const quantity = readQuantity(line.quantity);
  const shown = (fault: FieldFault | null | undefined, words: string) =>
    fault === null || fault === undefined || (fault === "missing" && !isTried) ? undefined : words;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset within a fieldset says its legend twice
    <div aria-label={translate("purchase.line", { place })} className={columns} role="group">
      <Cell
        autoFocus={isAdded}
        fault={shown(faults?.name, translate("purchase.fault.product"))}
        name={translate("purchase.product")}
        onChange={(name) => onChange({ name })}
        value={line.name}
      />
      <Cell
        fault={shown(faults?.quantity, translate("purchase.fault.quantity"))}
        isNumber
        name={translate("purchase.quantity")}
        onChange={(typed) => onChange({ quantity: typed })}
        value={line.quantity}
      />
      <Cell
        fault={shown(
          faults?.price,
          translate(
            faults?.price === "missing" ? "purchase.fault.priceMissing" : "purchase.fault.amount",
          ),
        )}
        isNumber
        name={translate("purchase.price")}
        onChange={(typed) => onChange({ price: typed })}
        value={line.price}
      />
      <span className="flex h-8 items-center justify-end text-ink-soft">
        <Amount
          halalas={price === null || quantity === null ? null : price * quantity}
          text={null}
        />
      </span>
      {onRemove !== null && (
        <IconButton
          className="mt-0.5"
          name={translate("purchase.removeLine", { place })}
          onPress={onRemove}
        >
          <RemoveIcon />
        </IconButton>
      )}
    </div>
  );
}

/** A field of a line, under the heading of its column. */
function Cell({
  name,
  value,
  fault,
  isNumber = false,
  autoFocus = false,
  onChange,
}: {
  readonly name: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly isNumber?: boolean;
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextField
      aria-label={name}
      autoFocus={autoFocus}
      className="flex min-w-0 flex-col gap-1"
      isInvalid={fault !== undefined}
      onChange={onChange}
      value={value}
    >
      <Input
        className="h-8 w-full select-text rounded-control border border-control bg-panel px-2.5 text-ink data-focused:border-focus data-invalid:border-stop"
        {...(isNumber ? { dir: "ltr", inputMode: "decimal" as const } : directionOf(value))}
      />
      <FieldError className="text-small text-stop">{fault}</FieldError>
    </TextField>
  );
}
