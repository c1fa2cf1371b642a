import type { FieldView, OrderDetail } from "../../bridge/types";
import { CopyIcon, IconButton } from "../../design";
import { useFormat } from "../../format";
import { useCopy } from "../../frame";
import { FieldValue } from "../../heard";
import { useMessages } from "../../messages";
import { fieldName } from "../../points";
import { HowDoWeKnow } from "./how-do-we-know";
import { Section } from "./section";

/** Every field that Points has, each with where it comes from. A press copies the value. */
export function Fields({ detail }: { readonly detail: OrderDetail }) {
  const translate = useMessages();
  // Items and metadata are drawn above, readable.
  const fields = detail.fields.filter(({ kind }) => kind !== "json");
  return (
    <Section title={translate("detail.fields")}>
      <dl className="flex flex-col">
        <Identity uuid={detail.row.uuid} />
        {fields.map((field) => (
          <Line detail={detail} field={field} key={field.field} />
        ))}
      </dl>
    </Section>
  );
}

/** What Points calls the order: known from the start, so nobody has to have said it. */
function Identity({ uuid }: { readonly uuid: string }) {
  const translate = useMessages();
  const copy = useCopy();
  return (
    <div className="group/known -mx-2 grid grid-cols-[150px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-small px-2 hover:bg-hover">
      <dt className="truncate py-0.5 text-ink-faint">{translate("field.uuid")}</dt>
      <dd className="min-w-0">
        <button
          className="block max-w-full truncate rounded-small text-start hover:text-accent"
          // Cut at its end, in Arabic too.
          dir="ltr"
          onClick={() => copy(uuid)}
          type="button"
        >
          <span className="sr-only">{translate("action.copy")}</span>{" "}
          <bdi className="font-mono text-small" dir="ltr" title={uuid}>
            {uuid}
          </bdi>
        </button>
      </dd>
      <dd className="flex">
        <IconButton
          className="size-6! text-ink-faint!"
          name={translate("detail.copyId")}
          onPress={() => copy(uuid)}
        >
          <CopyIcon size={14} />
        </IconButton>
      </dd>
    </div>
  );
}

function Line({ detail, field }: { readonly detail: OrderDetail; readonly field: FieldView }) {
  const translate = useMessages();
  const copy = useCopy();
  const format = useFormat();
  const { value } = field;
  return (
    <div className="group/known -mx-2 grid grid-cols-[150px_minmax(0,1fr)_auto] items-center gap-x-2 rounded-small px-2 hover:bg-hover">
      <dt className="truncate py-0.5 text-ink-faint" title={field.field}>
        {fieldName(translate, field.field)}
      </dt>
      <dd className="min-w-0">
        {value === null ? (
          <FieldValue kind={field.kind} value={null} />
        ) : (
          <button
            className="block max-w-full truncate rounded-small text-start hover:text-accent"
            onClick={() => copy(field.kind === "time" ? format.exact(Number(value)) : value)}
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
