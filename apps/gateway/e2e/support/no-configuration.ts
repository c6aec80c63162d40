/** A folder without configuration files. */
export const NO_CONFIGURATION = import.meta.dirname;
