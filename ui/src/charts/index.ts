/**
 * Charts of figures by day. They know no order: whoever shows one brings figures and words.
 * Read along the line of reading, reached day by day with the keyboard, and told apart by shapes
 * and strokes as well as by colour.
 */
export { ChartCard, type Figures } from "./chart-card";
export { Column } from "./column";
export { type ChartArea, type ChartDay, DayChart } from "./day-chart";
export type { FigureColumn, FigureRow } from "./figure-table";
export { ChartKey } from "./key";
export { Strokes } from "./patterns";
export { labelledDays, type ValueScale, valueScale } from "./scale";
export { ValueLines } from "./value-lines";
