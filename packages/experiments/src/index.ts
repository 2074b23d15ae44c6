export { type Diagnosis, diagnose, type Gap } from "./diagnosis/diagnose";
export type { DiagnoseOptions, Errors } from "./diagnosis/errors";
