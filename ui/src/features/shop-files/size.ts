import { useMemo } from "react";

import { tagOf, useLocale } from "../../messages";

const kilobyte = 1_000;
const megabyte = 1_000 * kilobyte;

/** How large a file is, in the unit that says it in few digits. */
export function useSize(): (bytes: number) => string {
  const locale = useLocale();
  return useMemo(() => {
    const tag = tagOf(locale);
    const format = (unit: string, digits: number) =>
      new Intl.NumberFormat(tag, {
        style: "unit",
        unit,
        unitDisplay: "short",
        maximumFractionDigits: digits,
      });
    const [bytes, kilobytes, megabytes] = [
      format("byte", 0),
      format("kilobyte", 0),
      format("megabyte", 1),
    ];
    return (size) =>
      size < kilobyte
        ? bytes.format(size)
        : size < megabyte
          ? kilobytes.format(size / kilobyte)
          : megabytes.format(size / megabyte);
  }, [locale]);
}
