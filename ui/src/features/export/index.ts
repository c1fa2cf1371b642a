/** Orders into files. */
export { ExportDialog, type ExportSubject, everyMatch } from "./export-dialog";
export { ExportMenu } from "./export-menu";
