/** Names the file into which a program's process writes what the program threw. */
export const errorFileVariable = "ATLAS_ACCESS_PROGRAM_NOTE";
