import type { FieldView, OrderDetail } from "../../bridge/types";
import { useCopy } from "../../frame";
import { useMessages } from "../../messages";
import { fieldName } from "../../points";
import { FieldValue } from "./field-value";
import { HowDoWeKnow } from "./how-do-we-know";
import { Section } from "./section";

/** Every field that Points has, each with where it comes from. A press copies the value. */
export function Fields({ detail }: { readonly detail: OrderDetail }) {
  const translate = useMessages();
  // Items and metadata are drawn above, readable.
  const fields = detail.fields.filter(({ kind }) => kind !== "json");
  if (fields.length === 0) {
    return null;
  }
  return (
    <Section title={translate("detail.fields")}>
      <dl className="flex flex-col">
        {fields.map((field) => (
          <Line detail={detail} field={field} key={field.field} />
        ))}
      </dl>
    </Section>
  );
}

function Line({ detail, field }: { readonly detail: OrderDetail; readonly field: FieldView }) {
  const translate = useMessages();
  const copy = useCopy();
  const { value } = field;
  return (
    <div className="-mx-2 grid grid-cols-[132px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-small px-2 hover:bg-hover">
      <dt className="truncate py-0.5 text-ink-faint" title={field.field}>
        {fieldName(translate, field.field)}
      </dt>
      <dd className="min-w-0">
        {value === null ? (
          <FieldValue kind={field.kind} value={null} />
        ) : (
          <button
            className="block max-w-full truncate rounded-small text-start hover:text-accent"
            onClick={() => copy(value)}
            type="button"
          >
            <span className="sr-only">{translate("action.copy")}</span>{" "}
            <FieldValue kind={field.kind} value={value} />
          </button>
        )}
      </dd>
      <dd className="flex">
        <HowDoWeKnow detail={detail} field={field.field} />
      </dd>
    </div>
  );
}
