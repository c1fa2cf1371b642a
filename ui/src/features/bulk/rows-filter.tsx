import { Choices } from "../../design";
import { useFormat } from "../../format";
import { useMessages } from "../../messages";

/** All rows, or only those that failed. */
export function RowsFilter({
  all,
  failed,
  isFiltered,
  onChange,
}: {
  readonly all: number;
  readonly failed: number;
  readonly isFiltered: boolean;
  readonly onChange: (isFiltered: boolean) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <div>
      <Choices
        name={translate("bulk.rows")}
        onChange={(rows) => onChange(rows === "failed")}
        options={[
          { value: "all", words: translate("bulk.rows.all", { count: format.count(all) }) },
          {
            value: "failed",
            words: translate("bulk.rows.failed", { count: format.count(failed) }),
          },
        ]}
        value={isFiltered ? "failed" : "all"}
      />
    </div>
  );
}
