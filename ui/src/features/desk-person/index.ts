/** Who is at this desk: a name on notes and changes, asked for once. */
export { useDeskPerson } from "./use-desk-person";
