/** Environment variable with the name of the file into which a program's process writes the error that it threw. */
export const errorFileVariable = "ATLAS_ACCESS_PROGRAM_ERROR_FILE";
